package io.logstack.conformance.homelab.loki.store;

import org.jspecify.annotations.Nullable;

/** The bucket does not give or take what Loki needs; a query that meets it is answered with 500. */
public final class StoreUnavailableException extends RuntimeException {
    StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
