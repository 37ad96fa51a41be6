package io.logstack.conformance.homelab.gateway;

import java.util.List;
import java.util.Set;

/** What the chart's NGINX configuration passes on to a single-binary Loki; everything else is NGINX's own 404. */
final class Routes {
    private static final Set<String> EXACT = Set.of(
            "/otlp/v1/logs", "/config", "/ring", "/ruler/ring", "/compactor/ring", "/distributor/ring", "/flush");
    private static final List<String> PREFIXES = List.of("/loki/api/v1/", "/api/prom/");

    private Routes() {}

    /** @param path decoded and normalised, as NGINX matches it */
    static boolean toLoki(String path) {
        return EXACT.contains(path) || PREFIXES.stream().anyMatch(path::startsWith);
    }
}
