package io.logstack.conformance.containers.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until a container answers its own question for readiness, and no longer than it runs: a program that refuses its
 * configuration ends at once, which Testcontainers' own waiting does not see.
 */
public final class ReadyOrEnded extends AbstractWaitStrategy {
    private static final Duration POLL = Duration.ofMillis(100);

    private final int port;
    private final String path;

    /**
     * @param port in the container
     * @param path what is to be answered with 200
     */
    public ReadyOrEnded(int port, String path, Duration within) {
        this.port = port;
        this.path = path;
        withStartupTimeout(within);
    }

    @Override
    protected void waitUntilReady() {
        URI base = URI.create("http://" + Publishing.host() + ":" + waitStrategyTarget.getMappedPort(port));
        try {
            Optional<ContainerState> ended = Awaitility.await("the container answers " + path)
                    .atMost(startupTimeout)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> look(base), Look::over)
                    .ended;
            if (ended.isPresent()) {
                throw new ContainerLaunchException(
                        "the program ended with code " + ended.get().getExitCodeLong());
            }
        } catch (ConditionTimeoutException e) {
            throw new ContainerLaunchException(
                    "it does not answer " + path + " with 200 within " + startupTimeout.toSeconds() + " s");
        }
    }

    private record Look(boolean ready, Optional<ContainerState> ended) {
        boolean over() {
            return ready || ended.isPresent();
        }
    }

    private Look look(URI base) {
        if (Readiness.of(base, path)) {
            return new Look(true, Optional.empty());
        }
        ContainerState state = DockerClientFactory.instance()
                .client()
                .inspectContainerCmd(waitStrategyTarget.getContainerId())
                .exec()
                .getState();
        return new Look(false, Boolean.TRUE.equals(state.getRunning()) ? Optional.empty() : Optional.of(state));
    }
}
