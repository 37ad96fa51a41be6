package io.logstack.conformance.expectations.assertions;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.logstack.conformance.expectations.cluster.ReplicaReadiness;

/** Asserts about a StatefulSet's or a Deployment's replicas. */
public final class ReplicaReadinessAssert extends StackAssert<ReplicaReadinessAssert, ReplicaReadiness> {
    ReplicaReadinessAssert(ReplicaReadiness actual) {
        super(actual, ReplicaReadinessAssert.class);
    }

    /** At least one replica is asked for, and as many as are asked for have all their containers ready. */
    @CanIgnoreReturnValue
    public ReplicaReadinessAssert hasAllReplicasReady() {
        String expected = "all replicas with all their containers ready";
        if (actual.wanted() < 1) {
            throw violated(expected, "a controller scaled to " + actual.wanted(), actual.controller());
        }
        if (actual.ready() < actual.wanted() || actual.complete() < actual.wanted()) {
            throw violated(
                    expected,
                    actual.ready() + " of " + actual.wanted() + " replicas reported ready and the pods "
                            + actual.pods(),
                    actual.controller());
        }
        return this;
    }
}
