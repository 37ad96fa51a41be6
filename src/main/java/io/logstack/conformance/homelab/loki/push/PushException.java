package io.logstack.conformance.homelab.loki.push;

/** A push that Loki refuses, wholly or in part, in its words. */
public final class PushException extends RuntimeException {
    private final int status;
    private final boolean unparseable;

    PushException(int status, String message) {
        this(status, message, false);
    }

    private PushException(int status, String message, boolean unparseable) {
        super(message, null, false, false);
        this.status = status;
        this.unparseable = unparseable;
    }

    static PushException unparseable(String message) {
        return new PushException(400, message, true);
    }

    /** The status to answer with. */
    public int status() {
        return status;
    }

    /** Whether the body could not be understood at all. */
    public boolean isUnparseable() {
        return unparseable;
    }
}
