package io.logstack.conformance.homelab.http;

/** Thrown by a handler whose client is to see the connection end without an answer. */
public final class DroppedConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DroppedConnectionException(String why) {
        super(why);
    }
}
