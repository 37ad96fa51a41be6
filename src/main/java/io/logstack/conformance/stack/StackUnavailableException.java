package io.logstack.conformance.stack;

/** There is no stack to judge; the message says what is missing and what to do. */
public final class StackUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StackUnavailableException(String message) {
        super(message);
    }

    public StackUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
