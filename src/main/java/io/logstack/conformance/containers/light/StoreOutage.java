package io.logstack.conformance.containers.light;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.logstack.conformance.containers.docker.Readiness;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Outage;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Stops the object store's container, and starts it again: on the same port, with what it held. */
final class StoreOutage implements Outage {
    /** How long MinIO may take to end by itself. */
    private static final int GRACE_SECONDS = 10;

    private final DockerClient docker;
    private final LightStack stack;
    private final Duration back;
    private final Duration poll;

    /** @param back how long it may take until it answers again */
    StoreOutage(DockerClient docker, LightStack stack, Duration back, Duration poll) {
        this.docker = docker;
        this.stack = stack;
        this.back = back;
        this.poll = poll;
    }

    @Override
    public void begin() {
        try {
            docker.stopContainerCmd(stack.storeContainer())
                    .withTimeout(GRACE_SECONDS)
                    .exec();
        } catch (NotModifiedException away) {
            // It is stopped already.
        } catch (DockerException e) {
            throw new NoAnswerException("Docker does not stop the object store: " + e.getMessage(), e);
        }
    }

    @Override
    public void end() {
        try {
            docker.startContainerCmd(stack.storeContainer()).exec();
        } catch (NotModifiedException running) {
            // It was not away.
        } catch (DockerException e) {
            throw new NoAnswerException("Docker does not start the object store again: " + e.getMessage(), e);
        }
        try {
            Awaitility.await("the object store at " + stack.store() + " answers again")
                    .atMost(back)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(poll)
                    .until(() -> Readiness.of(stack.store(), LightStack.STORE_READY));
        } catch (ConditionTimeoutException e) {
            throw new NoAnswerException(
                    "the object store at " + stack.store() + " does not answer within " + back.toSeconds()
                            + " s after its container was started again",
                    e);
        }
    }
}
