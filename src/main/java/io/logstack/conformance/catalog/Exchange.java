package io.logstack.conformance.catalog;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with a part of the stack, as it may be shown: secrets masked, bodies cut.
 *
 * @param component the part asked, such as {@code loki}
 * @param status the HTTP status, or null when there was no answer
 * @param failure why there was no answer, or null when there was one
 */
public record Exchange(
        Instant at,
        String component,
        String method,
        URI uri,
        String requestBody,
        @Nullable Integer status,
        String responseBody,
        Duration took,
        @Nullable String failure) {}
