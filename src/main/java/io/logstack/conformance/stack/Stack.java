package io.logstack.conformance.stack;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A logging stack under test. Safe for use by several threads. */
public interface Stack extends AutoCloseable {
    StackIdentity identity();

    /** Whom a run on it acts upon, and as whom. */
    Target target();

    /**
     * Which of these the Kubernetes API would refuse to us.
     *
     * @throws NoAnswerException when it does not tell
     */
    List<AccessRequest> refused(Collection<AccessRequest> asked);

    /**
     * Begins a run: what is made from now on carries its ID. Where the profile lets the suite write, pods that other runs
     * left behind are removed, once it is known that these do not need them any more; what cannot be removed is reported.
     */
    void begin(String run);

    /**
     * To be called when nothing is judged any more, and before {@link #close}: where the profile lets the suite write, what
     * other runs left behind is removed. What they may still need is waited for, until they have removed it or its expiry has
     * passed.
     *
     * @param patience how long to wait at most; what may be needed beyond that is left alone
     */
    void removeLeftovers(Duration patience);

    /**
     * Why a capability cannot be reached, as a clause after "because" ("the profile names no prometheus.url"), or empty
     * when it can.
     */
    Optional<String> lacks(Capability capability);

    /** The same stack, whose exchanges are told to the given log: one view per judgement. Closing a view does nothing. */
    Stack recordingTo(Consumer<Exchange> log);

    /** A text without what this stack's own access holds that is secret, such as the token of a kubeconfig. */
    default String withoutSecrets(String text) {
        return text;
    }

    /**
     * What is known of the state of the stack beside what its parts tell, such as the logs of containers that were started
     * for the run; empty where nothing is. To be asked when something failed.
     */
    default List<Attachment> diagnostics() {
        return List.of();
    }

    Cluster cluster();

    Loki loki();

    Gateway gateway();

    Alloy alloy();

    Canary canary();

    ObjectStore objectStore();

    Prometheus prometheus();

    Grafana grafana();

    Outage outage();

    @Override
    void close();
}
