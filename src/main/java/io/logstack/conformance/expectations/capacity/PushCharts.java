package io.logstack.conformance.expectations.capacity;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Paced pushes, to be looked at.
 *
 * @param pushes that were acknowledged, in the order in which they were due
 * @param rate bytes a second that were to be pushed
 */
record PushCharts(List<PacedPushes.Push> pushes, double rate) {
    /** Records their rate and their latency, unless there was none. */
    void record(Evidence evidence, Duration limit) {
        if (pushes.isEmpty()) {
            return;
        }
        Chart.Limit p95 = new Chart.Limit("P95 limit", seconds(limit));
        evidence.chart(volume());
        evidence.chart(new Chart.Timeline(
                "How long a push takes, by when it was due",
                "seconds",
                List.of(new Chart.Line(
                        "from when it was due to its answer",
                        pushes.stream()
                                .map(push -> new Chart.Point(seconds(push.due()), seconds(push.took())))
                                .toList(),
                        false)),
                p95,
                List.of()));
        evidence.chart(new Chart.Distribution(
                "How long pushes take",
                "seconds",
                pushes.stream().map(push -> seconds(push.took())).toList(),
                p95));
    }

    private Chart volume() {
        List<Chart.Point> acknowledged = new ArrayList<>();
        double bytes = 0;
        for (PacedPushes.Push push : pushes.stream()
                .sorted(Comparator.comparing(push -> push.due().plus(push.took())))
                .toList()) {
            bytes += push.bytes();
            acknowledged.add(new Chart.Point(seconds(push.due().plus(push.took())), bytes));
        }
        double end = seconds(pushes.get(pushes.size() - 1).due());
        return new Chart.Timeline(
                "Bytes that were acknowledged, and that were due",
                "bytes",
                List.of(
                        new Chart.Line("acknowledged", acknowledged, false),
                        new Chart.Line(
                                "due at the projected rate with headroom",
                                List.of(new Chart.Point(0, 0), new Chart.Point(end, rate * end)),
                                true)),
                null,
                List.of());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
