package io.logstack.conformance.junit;

import org.jspecify.annotations.Nullable;

/** The suite itself broke, so nothing is known of the stack. */
final class SuiteBrokeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SuiteBrokeException(String message, @Nullable Throwable cause) {
        // What broke is told by the cause's stack; the one of the translation would only hide it.
        super(message, cause, false, false);
    }
}
