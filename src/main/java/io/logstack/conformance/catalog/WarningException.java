package io.logstack.conformance.catalog;

/** Thrown by an expectation whose statement itself knows a lesser violation, such as Ceph's HEALTH_WARN: {@link Verdict#WARN}. */
public final class WarningException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param finding what was found, where, and what to do, as in a failure */
    public WarningException(String finding) {
        super(finding);
    }
}
