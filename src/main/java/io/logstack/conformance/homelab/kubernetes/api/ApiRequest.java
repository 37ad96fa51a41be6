package io.logstack.conformance.homelab.kubernetes.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API server.
 *
 * @param path decoded segments
 * @param parameters decoded query parameters
 * @param headers names in lower case
 */
record ApiRequest(
        String method,
        List<String> path,
        Map<String, List<String>> parameters,
        Map<String, String> headers,
        byte[] body) {
    /** First value of a query parameter, or null. */
    @Nullable
    String parameter(String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    boolean flag(String name) {
        String value = parameter(name);
        return value != null && (value.equals("true") || value.equals("1"));
    }

    /** The media type of the body, without parameters. */
    String contentType() {
        return headers.getOrDefault("content-type", "").split(";", 2)[0].strip();
    }

    /** Who writes: the parameter {@code fieldManager}, or the client's name. */
    String fieldManager() {
        String given = parameter("fieldManager");
        return given != null && !given.isEmpty()
                ? given
                : headers.getOrDefault("user-agent", "unknown").split("[/ ]", 2)[0];
    }
}
