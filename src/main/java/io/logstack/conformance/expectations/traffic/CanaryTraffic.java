package io.logstack.conformance.expectations.traffic;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the canaries asked and sent within a window, by their own counts; nothing where Prometheus knows no canary.
 *
 * @param entries that they wrote; by the chart's default each is a push of its own, straight to Loki
 * @param queries how long their queries took, as they saw it
 */
public record CanaryTraffic(double entries, LatencyBuckets queries) {
    private static final String ENTRIES = "loki_canary_entries_total";
    private static final List<String> QUERIES = List.of(
            "loki_canary_spot_check_request_duration_seconds_bucket",
            "loki_canary_metric_test_request_duration_seconds_bucket");

    public static CanaryTraffic of(BeforeTheRun before) {
        return new CanaryTraffic(
                before.increase(ENTRIES).orElse(0),
                QUERIES.stream()
                        .flatMap(metric -> Stream.of(LatencyBuckets.of(before.increaseBy("le", metric))))
                        .reduce(LatencyBuckets.NONE, LatencyBuckets::plus));
    }
}
