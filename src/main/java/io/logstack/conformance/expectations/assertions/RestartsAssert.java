package io.logstack.conformance.expectations.assertions;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.logstack.conformance.expectations.cluster.Restarts;

/** Asserts about a component's restarts. */
public final class RestartsAssert extends StackAssert<RestartsAssert, Restarts> {
    RestartsAssert(Restarts actual) {
        super(actual, RestartsAssert.class);
    }

    /** There are pods with container statuses, and none of them restarted or cannot start. */
    @CanIgnoreReturnValue
    public RestartsAssert areNone() {
        String expected = "no restart within the window";
        if (actual.pods() == 0) {
            throw violated(expected, "no pod to judge by", actual.component());
        }
        if (actual.containers() == 0) {
            throw violated(expected, actual.pods() + " pods without any container status", actual.component());
        }
        if (!actual.findings().isEmpty()) {
            throw violated(expected, String.join("; ", actual.findings()), actual.component());
        }
        return this;
    }
}
