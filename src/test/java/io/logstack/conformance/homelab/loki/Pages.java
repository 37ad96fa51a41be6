package io.logstack.conformance.homelab.loki;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Reads a Loki's pages. */
final class Pages {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Pages() {}

    static String get(URI loki, String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(loki.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The value of a sample, or "absent". */
    static String sample(URI loki, String series) throws Exception {
        return get(loki, "/metrics")
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> new java.math.BigDecimal(line.substring(series.length() + 1))
                        .stripTrailingZeros()
                        .toPlainString())
                .findFirst()
                .orElse("absent");
    }
}
