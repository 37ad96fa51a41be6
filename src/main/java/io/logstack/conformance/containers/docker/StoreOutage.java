package io.logstack.conformance.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Outage;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Stops the object store's container, and starts it again: on the same port, with what it held. */
public final class StoreOutage implements Outage {
    /** What MinIO answers while it is well. */
    public static final String LIVE = "/minio/health/live";

    /** How long MinIO may take to end by itself. */
    private static final int GRACE_SECONDS = 10;

    private final DockerClient docker;
    private final String container;
    private final URI store;
    private final Duration back;
    private final Duration poll;

    /**
     * Of a store that runs.
     *
     * @param container ID of its container
     * @param store where it is reached from here
     * @param back how long it may take until it answers again
     */
    public StoreOutage(DockerClient docker, String container, URI store, Duration back, Duration poll) {
        this.docker = docker;
        this.container = container;
        this.store = store;
        this.back = back;
        this.poll = poll;
    }

    @Override
    public void begin() {
        try {
            docker.stopContainerCmd(container).withTimeout(GRACE_SECONDS).exec();
        } catch (NotModifiedException away) {
            // It is stopped already.
        } catch (DockerException e) {
            throw new NoAnswerException("Docker does not stop the object store: " + e.getMessage(), e);
        }
    }

    @Override
    public void end() {
        try {
            docker.startContainerCmd(container).exec();
        } catch (NotModifiedException running) {
            // It was not away.
        } catch (DockerException e) {
            throw new NoAnswerException("Docker does not start the object store again: " + e.getMessage(), e);
        }
        try {
            Awaitility.await("the object store at " + store + " answers again")
                    .atMost(back)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(poll)
                    .until(() -> Readiness.of(store, LIVE));
        } catch (ConditionTimeoutException e) {
            throw new NoAnswerException(
                    "the object store at " + store + " does not answer within " + back.toSeconds()
                            + " s after its container was started again",
                    e);
        }
    }
}
