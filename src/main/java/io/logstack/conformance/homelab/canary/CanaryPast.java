package io.logstack.conformance.homelab.canary;

import io.logstack.conformance.homelab.prometheus.Past;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a canary counted before the homelab was started, at a real one's pace. */
public final class CanaryPast {
    /** What a canary looks up in a step. */
    public static final int SPOT_CHECKS = 4;

    private static final double SPOT_CHECK_SECONDS = 0.006;
    private static final double LATENCY_SECONDS = 0.3;

    private CanaryPast() {}

    /**
     * A past of so many scrapes: an entry a second, and {@link #SPOT_CHECKS} in a step.
     *
     * @param step between two scrapes
     */
    public static Past of(int steps, Duration step) {
        CanaryMetrics metrics = new CanaryMetrics();
        return Past.of(
                steps,
                step,
                number -> {
                    for (int i = 0; i < step.toSeconds(); i++) {
                        metrics.entries.inc();
                        metrics.latency.observe(LATENCY_SECONDS);
                    }
                    for (int i = 0; i < SPOT_CHECKS; i++) {
                        metrics.spotChecks.inc();
                        metrics.spotCheckLatency.observe(SPOT_CHECK_SECONDS);
                    }
                },
                () -> new String(metrics.page().body(), StandardCharsets.UTF_8));
    }
}
