package io.logstack.conformance.homelab.canary;

import io.logstack.conformance.homelab.http.MetricsPage;
import io.logstack.conformance.homelab.http.Reply;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What a canary counts, under the names of the real one. */
final class CanaryMetrics {
    private static final double FIRST_BUCKET = 0.5;
    private static final int BUCKETS = 10;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    final Counter entries = counter("entries_total", "counts log entries written to the file");
    final Counter outOfOrder = counter(
            "out_of_order_entries_total",
            "counts log entries received with a timestamp more recent than the others in the queue");
    final Counter websocketMissing = counter(
            "websocket_missing_entries_total",
            "counts log entries not received within the wait duration via the websocket connection");
    final Counter missing = counter(
            "missing_entries_total",
            "counts log entries not received within the maxWait duration via both websocket and direct query");
    final Counter spotCheckMissing = counter(
            "spot_check_missing_entries_total",
            "counts log entries not received when directly queried as part of spot checking");
    final Counter spotChecks = counter("spot_check_entries_total", "total count of entries spot checked");
    final Counter unexpected = counter(
            "unexpected_entries_total",
            "counts a log entry received which was not expected (e.g. received after reported missing)");
    final Counter duplicates = counter("duplicate_entries_total", "counts a log entry received more than one time");
    final Histogram latency = Histogram.builder()
            .name("loki_canary_response_latency_seconds")
            .help("is how long it takes for log lines to be returned from Loki in seconds.")
            .classicOnly()
            .classicExponentialUpperBounds(FIRST_BUCKET, 2, BUCKETS)
            .register(registry);

    /** In the buckets of Loki's own request durations. */
    final Histogram spotCheckLatency = Histogram.builder()
            .name("loki_canary_spot_check_request_duration_seconds")
            .help("how long the spot check test query execution took in seconds.")
            .classicOnly()
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100)
            .register(registry);

    private Counter counter(String name, String help) {
        return Counter.builder().name("loki_canary_" + name).help(help).register(registry);
    }

    Reply page() {
        return MetricsPage.of(registry);
    }
}
