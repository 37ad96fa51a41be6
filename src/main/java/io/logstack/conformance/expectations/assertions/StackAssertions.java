package io.logstack.conformance.expectations.assertions;

import io.logstack.conformance.expectations.cluster.DaemonSetCoverage;
import io.logstack.conformance.expectations.cluster.ReplicaReadiness;
import io.logstack.conformance.expectations.cluster.Restarts;
import io.logstack.conformance.expectations.cluster.ServiceEndpoints;
import io.logstack.conformance.stack.Answer;

/** Entry point of the domain assertions. */
public final class StackAssertions {
    private StackAssertions() {}

    public static DaemonSetCoverageAssert assertThat(DaemonSetCoverage actual) {
        return new DaemonSetCoverageAssert(actual);
    }

    public static ReplicaReadinessAssert assertThat(ReplicaReadiness actual) {
        return new ReplicaReadinessAssert(actual);
    }

    public static ServiceEndpointsAssert assertThat(ServiceEndpoints actual) {
        return new ServiceEndpointsAssert(actual);
    }

    public static RestartsAssert assertThat(Restarts actual) {
        return new RestartsAssert(actual);
    }

    public static AnswerAssert assertThat(Answer actual) {
        return new AnswerAssert(actual);
    }

    public static CounterAssert assertThat(CounterReadings actual) {
        return new CounterAssert(actual);
    }

    /** For a statement of its own words: {@code assertThat(finding).orElse(…).holds()}. */
    public static FindingAssert assertThat(Finding actual) {
        return new FindingAssert(actual);
    }
}
