package io.logstack.conformance.stack.access;

import java.io.InterruptedIOException;
import java.time.Duration;

/** An answer was not complete in time. */
final class DeadlineExceededException extends InterruptedIOException {
    private static final long serialVersionUID = 1;

    DeadlineExceededException(Duration deadline) {
        super("no complete answer within " + Legible.duration(deadline));
    }
}
