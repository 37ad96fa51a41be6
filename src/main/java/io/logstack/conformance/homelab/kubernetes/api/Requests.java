package io.logstack.conformance.homelab.kubernetes.api;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads Vert.x' requests. */
final class Requests {
    private Requests() {}

    /** Whether a query parameter is true. */
    static boolean flag(HttpServerRequest request, String name) {
        String query = request.query();
        return query != null
                && List.of(query.split("&", -1)).stream()
                        .anyMatch(part -> part.equals(name + "=true") || part.equals(name + "=1"));
    }

    /** A request with its body. */
    static ApiRequest read(HttpServerRequest request, byte[] body) {
        List<String> path = new ArrayList<>();
        for (String segment : request.path().split("/", -1)) {
            if (!segment.isEmpty()) {
                path.add(decode(segment.replace("+", "%2B")));
            }
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        String query = request.query();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name), ignored -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new ApiRequest(request.method().name(), List.copyOf(path), parameters, headers, body);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not percent-encoded as it should be: taken as it stands, it names nothing and is answered 404 or 400.
            return text;
        }
    }
}
