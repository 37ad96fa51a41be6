package io.logstack.conformance.junit;

/** An expectation did not end within its deadline; the stack trace is that of its thread at that moment. */
final class ExpectationOverranException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExpectationOverranException(String message) {
        super(message);
    }
}
