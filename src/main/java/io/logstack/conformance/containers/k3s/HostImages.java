package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.SaveImagesCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Images that this machine's Docker has, so that no node need pull them. */
final class HostImages {
    /** What k3s runs pods of is called so; k3s itself is too, and runs in no pod. */
    private static final String OF_K3S = "rancher/";

    private final DockerClient docker;
    private final Path directory;

    /** @param directory where archives are kept */
    HostImages(DockerClient docker, Path directory) {
        this.docker = docker;
        this.directory = directory;
    }

    /** Those of the given images that Docker has under a tag: by digest alone an archive would not name them. */
    List<String> present(Collection<String> images) {
        return images.stream()
                .filter(image -> !image.contains("@"))
                .filter(this::has)
                .sorted()
                .toList();
    }

    /** Images that Docker has of what k3s runs of its own, such as its DNS server. */
    List<String> ofK3s() {
        return docker.listImagesCmd().exec().stream()
                .map(Image::getRepoTags)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .filter(tag -> tag.startsWith(OF_K3S) && !tag.startsWith(OF_K3S + "k3s:"))
                .sorted()
                .toList();
    }

    private boolean has(String image) {
        try {
            docker.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /**
     * Writes images into one archive, so that what they share is in it once.
     *
     * @return empty when there are none
     * @throws UncheckedIOException when it cannot be written
     */
    Optional<Path> save(String name, List<String> images) {
        if (images.isEmpty()) {
            return Optional.empty();
        }
        Path archive = directory.resolve(name + ".tar");
        SaveImagesCmd save = docker.saveImagesCmd();
        images.forEach(image -> {
            int tag = image.lastIndexOf(':');
            save.withImage(image.substring(0, tag), image.substring(tag + 1));
        });
        try (InputStream content = save.exec()) {
            Files.copy(content, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the images " + images + " cannot be written to " + archive, e);
        }
        return Optional.of(archive);
    }

    /** Deletes the archives. */
    void forget() {
        try (Stream<Path> archives = Files.list(directory)) {
            for (Path archive : archives.toList()) {
                Files.delete(archive);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the archives of images in " + directory + " cannot be deleted", e);
        }
    }
}
