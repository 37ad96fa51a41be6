package io.logstack.conformance.catalog;

/** What a run says of one expectation. Only {@link #PASS} is a pass. */
public enum Verdict {
    /** Held, on evidence. */
    PASS("PASS"),
    /** Violated at or above the fail-on line, or a required capability is missing. */
    FAIL("FAIL"),
    /** Violated below the fail-on line, or waived. */
    WARN("WARN"),
    /** A prerequisite was violated, so this one could only repeat it. */
    BLOCKED("BLOCKED"),
    /** The stack is too young or too idle to tell. */
    INCONCLUSIVE("INCONCLUSIVE"),
    /** The tier lacks a capability that the expectation requires. */
    NOT_APPLICABLE("NOT-APPLICABLE"),
    /** Left out by the safety level or by the selection of tags. */
    NOT_RUN("NOT-RUN"),
    /** The suite itself broke, so nothing is known. */
    ERROR("ERROR");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** As reports write it. */
    public String label() {
        return label;
    }

    /** Whether this verdict makes the run fail. */
    public boolean failsRun() {
        return this == FAIL || this == ERROR;
    }

    /** Whether the stack was judged: a verdict about the stack, not about why there is none. */
    public boolean judged() {
        return this == PASS || this == FAIL || this == WARN;
    }

    @Override
    public String toString() {
        return label;
    }
}
