package io.logstack.conformance.stack;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.StackIdentity;
import java.util.Optional;
import java.util.function.Consumer;

/** A logging stack under test. Safe for use by several threads. */
public interface Stack extends AutoCloseable {
    StackIdentity identity();

    /**
     * Why a capability cannot be reached, as a clause after "because" ("the profile names no prometheus.url"), or empty
     * when it can.
     */
    Optional<String> lacks(Capability capability);

    /** The same stack, whose exchanges are told to the given log: one view per judgement. Closing a view does nothing. */
    Stack recordingTo(Consumer<Exchange> log);

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
