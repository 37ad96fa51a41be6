package io.logstack.conformance.report.statement;

/** A file is no conformance statement that this version of the suite can read; the message says which and why. */
public final class UnreadableStatementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableStatementException(String message) {
        super(message, null, false, false);
    }
}
