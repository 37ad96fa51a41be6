package io.logstack.conformance.stack.access;

import io.logstack.conformance.catalog.Exchange;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells exchanges as they may be shown: secrets masked, bodies cut. */
final class ExchangeLog {
    /** What is not recorded, because it holds secrets. */
    static final String NOT_RECORDED = "(not recorded: it holds secrets)";

    private static final int LONGEST_BODY = 4 * 1024;
    /** Masking looks further than is shown, so that a cut does not uncover half a secret. */
    private static final int MASKED_BODY = 2 * LONGEST_BODY;

    private final Redaction redaction;
    private final Consumer<Exchange> listener;

    ExchangeLog(Redaction redaction, Consumer<Exchange> listener) {
        this.redaction = redaction;
        this.listener = listener;
    }

    Redaction redaction() {
        return redaction;
    }

    void told(
            Instant at,
            String component,
            String method,
            URI uri,
            String requestBody,
            int status,
            String responseBody,
            Duration took) {
        tell(at, component, method, uri, requestBody, status, responseBody, took, null);
    }

    void failed(
            Instant at, String component, String method, URI uri, String requestBody, Duration took, String failure) {
        tell(at, component, method, uri, requestBody, null, "", took, failure);
    }

    private void tell(
            Instant at,
            String component,
            String method,
            URI uri,
            String requestBody,
            @Nullable Integer status,
            String responseBody,
            Duration took,
            @Nullable String failure) {
        listener.accept(new Exchange(
                at,
                component,
                method,
                redaction.uri(uri),
                shown(requestBody),
                status,
                shown(responseBody),
                took,
                failure == null ? null : redaction.text(failure)));
    }

    private String shown(String body) {
        String masked = redaction.text(body.length() <= MASKED_BODY ? body : body.substring(0, MASKED_BODY));
        return masked.length() <= LONGEST_BODY && body.length() <= MASKED_BODY
                ? masked
                : masked.substring(0, Math.min(LONGEST_BODY, masked.length())) + "… (cut, " + body.length()
                        + " characters in all)";
    }
}
