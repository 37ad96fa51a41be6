package io.logstack.conformance.stack.access;

import java.io.IOException;

/** A body is longer than the suite is ready to read. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    BodyTooLargeException(long cap) {
        super("more than " + Legible.bytes(cap));
    }
}
