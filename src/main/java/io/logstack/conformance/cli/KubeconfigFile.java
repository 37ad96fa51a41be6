package io.logstack.conformance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A kubeconfig that lives as long as the homelab that it leads to. What somebody else wrote is neither replaced nor removed.
 */
final class KubeconfigFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KubeconfigFile.class);

    /** The first line of what was written here; a homelab that was killed leaves its file behind. */
    private static final String MARK = "# Written by 'logging-stack-conformance homelab', and removed when it ends.\n";

    private final Path path;
    private final String text;

    private KubeconfigFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /** @throws IllegalArgumentException when a file may not be written there, with a clause that says why */
    static void requireWritable(Path path) {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new IllegalArgumentException("there is no directory for " + path);
        }
        if (Files.exists(path) && !read(path).startsWith(MARK)) {
            throw new IllegalArgumentException(
                    path + " is there already, and no homelab wrote it; it is not overwritten");
        }
    }

    /**
     * Writes a kubeconfig that only its owner can read, as the others are.
     *
     * @throws IllegalArgumentException when it may not be written there
     * @throws UncheckedIOException when it cannot be written
     */
    static KubeconfigFile write(Path path, String kubeconfig) {
        requireWritable(path);
        String text = MARK + kubeconfig;
        try {
            Files.deleteIfExists(path);
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException("the kubeconfig " + path + " cannot be written", e);
        }
        return new KubeconfigFile(path, text);
    }

    /** Removes it, unless something else is there by now. */
    @Override
    public void close() {
        try {
            if (Files.exists(path) && read(path).equals(text)) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The kubeconfig {} could not be removed", path, e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("what is at " + path + " cannot be read", e);
        }
    }
}
