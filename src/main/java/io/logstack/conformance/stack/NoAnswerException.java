package io.logstack.conformance.stack;

/**
 * A part of the stack gave no usable answer: refused, timed out, or not what its API promises. The stack owes an answer,
 * so an expectation that ends with this is violated, not broken. The message names component, address and cause.
 */
public final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NoAnswerException(String message) {
        super(message);
    }

    public NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
