package io.logstack.conformance.containers.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * Looks for Docker where Testcontainers does, since it is to start the containers; but does not wait as long for one that
 * does not answer, and says where it looked.
 */
public final class DockerSearch {
    private final Map<String, String> environment;
    private final Path home;

    public DockerSearch() {
        this(System.getenv(), Path.of(System.getProperty("user.home", "/")));
    }

    DockerSearch(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /**
     * Finds it.
     *
     * @throws NoDockerException when none has answered in that time
     */
    public Docker find(Duration within) throws NoDockerException {
        CompletableFuture<TransportConfig> search = new CompletableFuture<>();
        Thread searching = new Thread(
                () -> {
                    try {
                        search.complete(DockerClientFactory.instance().getTransportConfig());
                    } catch (RuntimeException e) {
                        search.completeExceptionally(e);
                    }
                },
                "docker-search");
        searching.setDaemon(true);
        searching.start();
        try {
            return Docker.at(search.get(within.toMillis(), TimeUnit.MILLISECONDS), within);
        } catch (TimeoutException | ExecutionException e) {
            throw new NoDockerException(whereItWasLookedFor(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoDockerException("it was looked for when the run was interrupted", e);
        }
    }

    /** Where it was looked for and what is there, and what to do. */
    String whereItWasLookedFor() {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isBlank()) {
            return "no Docker answers at " + host
                    + ", which DOCKER_HOST names; start it there, or correct or unset DOCKER_HOST";
        }
        String looked = sockets().stream()
                .map(socket -> "unix://" + socket + " (" + state(socket) + ")")
                .collect(Collectors.joining(", "));
        return "no Docker answers: DOCKER_HOST is not set, and there is none at " + looked
                + "; start Docker, or say in DOCKER_HOST where it listens";
    }

    private List<Path> sockets() {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        if (!runtime.isBlank()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(home.resolve(".docker/run/docker.sock"));
        return sockets;
    }

    private static String state(Path socket) {
        if (!Files.exists(socket)) {
            return "no such file";
        }
        return Files.isWritable(socket)
                ? "nobody listens"
                : "not allowed to this user; the group that owns it, docker, has the right";
    }
}
