package io.logstack.conformance.homelab.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a part.
 *
 * @param path decoded path
 * @param rawPath the path and query as they were sent
 * @param parameters decoded query parameters, and those of a form body, in order
 * @param headers names in lower case, first value of each
 */
public record Request(
        String method,
        String path,
        String rawPath,
        Map<String, List<String>> parameters,
        Map<String, String> headers,
        byte[] body) {
    /** First value of a parameter, or null. */
    public @Nullable String parameter(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(0);
    }

    /** A header, or the empty string. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
