package io.logstack.conformance.homelab.loki.store;

import org.jspecify.annotations.Nullable;

/** The bucket does not give or take what Loki needs; a query that meets it is answered with 500. */
public final class StoreUnavailableException extends RuntimeException {
    private final boolean unreachable;

    StoreUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    StoreUnavailableException(String message, @Nullable Throwable cause, boolean unreachable) {
        super(message, cause);
        this.unreachable = unreachable;
    }

    /** Whether nobody answered, so that the next request is not worth the trouble. */
    boolean isUnreachable() {
        return unreachable;
    }
}
