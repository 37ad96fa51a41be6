package io.logstack.conformance.stack.access;

import java.io.IOException;

/** A body is compressed although that was not asked for. What it would unpack to is not found out. */
final class EncodedBodyException extends IOException {
    private static final long serialVersionUID = 1;

    EncodedBodyException(String encoding) {
        super("a body in Content-Encoding " + encoding + ", which was not asked for");
    }

    /** @throws EncodedBodyException when a {@code Content-Encoding}, or the empty string for none, changes the body */
    static void refuse(String encoding) throws EncodedBodyException {
        if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new EncodedBodyException(encoding.strip());
        }
    }
}
