package io.logstack.conformance.containers.images;

import io.logstack.conformance.containers.docker.Docker;
import io.logstack.conformance.containers.docker.DockerSearch;
import io.logstack.conformance.containers.docker.NoDockerException;
import io.logstack.conformance.profile.ImageName;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Where each image of a catalogue would come from. */
public final class ImageSources {
    private static final Duration SEARCH = Duration.ofSeconds(4);

    private ImageSources() {}

    /** @param from where a run would take it from, such as {@code in Docker} or {@code pulled from docker.io} */
    public record Source(CatalogueImage image, String from) {}

    /**
     * Asks the Docker that a run would use.
     *
     * @param docker why there is none, or where it is
     */
    public record Sources(String docker, List<Source> images) {}

    /** Nothing is pulled, and no registry is asked. */
    public static Sources of(List<CatalogueImage> images) {
        try (Docker docker = new DockerSearch().find(SEARCH)) {
            return of(images, docker);
        } catch (NoDockerException e) {
            return new Sources(
                    String.valueOf(e.getMessage()),
                    images.stream()
                            .map(image -> new Source(image, "no Docker; else " + pulled(image.image())))
                            .toList());
        }
    }

    /** @throws UncheckedIOException when Docker does not answer */
    static Sources of(List<CatalogueImage> images, Docker docker) {
        return new Sources(
                "Docker at " + docker.host(),
                images.stream()
                        .map(image ->
                                new Source(image, docker.has(image.image()) ? "in Docker" : pulled(image.image())))
                        .toList());
    }

    private static String pulled(ImageName image) {
        return "pulled from " + image.registry();
    }
}
