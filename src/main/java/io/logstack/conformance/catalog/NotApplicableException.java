package io.logstack.conformance.catalog;

/** Thrown by an expectation that finds out on the stack that it does not apply: {@link Verdict#NOT_APPLICABLE}. */
public final class NotApplicableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason what the stack lacks, as a sentence */
    public NotApplicableException(String reason) {
        super(reason);
    }
}
