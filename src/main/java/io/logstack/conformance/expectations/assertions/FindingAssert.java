package io.logstack.conformance.expectations.assertions;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** Asserts that a finding holds. */
public final class FindingAssert extends StackAssert<FindingAssert, Finding> {
    FindingAssert(Finding actual) {
        super(actual, FindingAssert.class);
    }

    @CanIgnoreReturnValue
    public FindingAssert holds() {
        if (!actual.holds()) {
            throw violation();
        }
        return this;
    }

    /** The error of a finding that does not hold, for {@code orElseThrow}. */
    public AssertionError violation() {
        return violated(actual.expected(), actual.found(), actual.where());
    }
}
