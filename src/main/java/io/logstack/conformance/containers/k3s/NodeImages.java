package io.logstack.conformance.containers.k3s;

import io.logstack.conformance.stack.StackUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;

/** The images of one node, as its containerd has them. */
record NodeImages(GenericContainer<?> node, Duration patience) {
    private static final String ARCHIVE = "/tmp/images.tar";
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Brings the images of an archive in.
     *
     * @throws StackUnavailableException when containerd does not take them, with its words
     */
    void load(Path archive) {
        Awaitility.await("containerd answers on " + node.getNetworkAliases())
                .atMost(patience)
                .pollInterval(POLL)
                .until(() -> run("ctr", "version").getExitCode() == 0);
        node.copyFileToContainer(MountableFile.forHostPath(archive), ARCHIVE);
        ExecResult imported = run("ctr", "-n", "k8s.io", "images", "import", ARCHIVE);
        if (imported.getExitCode() != 0) {
            throw new StackUnavailableException("the images of " + archive + " cannot be brought into the cluster: "
                    + imported.getStderr().strip());
        }
        run("rm", ARCHIVE);
    }

    private ExecResult run(String... command) {
        try {
            return node.execInContainer(command);
        } catch (IOException e) {
            throw new UncheckedIOException("a node of the cluster cannot be told to run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackUnavailableException("interrupted while images were brought into the cluster", e);
        }
    }
}
