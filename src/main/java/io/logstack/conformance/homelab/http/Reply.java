package io.logstack.conformance.homelab.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A part's answer.
 *
 * @param contentType empty for an answer without a body
 * @param headers further headers
 */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    /** Text as Go's {@code http.Error} and most of Loki's endpoints send it. */
    public static Reply text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body);
    }

    public static Reply of(int status, String contentType, String body) {
        return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** An answer without a body, such as 204. */
    public static Reply empty(int status) {
        return new Reply(status, "", new byte[0], Map.of());
    }
}
