package io.logstack.conformance.expectations.assertions;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.logstack.conformance.expectations.cluster.DaemonSetCoverage;

/** Asserts about where a DaemonSet's pods run. */
public final class DaemonSetCoverageAssert extends StackAssert<DaemonSetCoverageAssert, DaemonSetCoverage> {
    DaemonSetCoverageAssert(DaemonSetCoverage actual) {
        super(actual, DaemonSetCoverageAssert.class);
    }

    /** One pod, with all its containers ready, on every admitted node, of which there must be one. */
    @CanIgnoreReturnValue
    public DaemonSetCoverageAssert runsOnceReadyOnEveryAdmittedNode() {
        String expected = "one pod with all its containers ready on every admitted node";
        String where = "DaemonSet " + actual.daemonSet();
        if (actual.admitted().isEmpty()) {
            throw violated(expected, "no node that it admits (refused: " + actual.refused() + ")", where);
        }
        if (!actual.gaps().isEmpty()) {
            throw violated(
                    expected,
                    actual.covered() + " of " + actual.admitted().size() + " nodes covered, and "
                            + String.join("; ", actual.gaps()),
                    where);
        }
        return this;
    }
}
