package io.logstack.conformance.homelab.alloy;

import io.logstack.conformance.homelab.prometheus.Past;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What an Alloy counted before the homelab was started, at a real one's pace. */
public final class AlloyPast {
    private static final int LINES_PER_SECOND = 20;
    private static final int LINE_BYTES = 150;
    /** What snappy makes of a line in a batch. */
    private static final int SENT_BYTES = 70;

    private AlloyPast() {}

    /**
     * A past of so many scrapes.
     *
     * @param push URL that it sent to
     * @param step between two scrapes
     */
    public static Past of(URI push, int steps, Duration step) {
        AlloyMetrics metrics = new AlloyMetrics(push, () -> AlloyMetrics.CONFIG_LOADED, () -> true);
        return Past.of(
                steps,
                step,
                number -> {
                    int lines = (int) (LINES_PER_SECOND * step.toSeconds());
                    for (int i = 0; i < lines; i++) {
                        metrics.lineRead("/var/log/pods/app_shop/shop/0.log", LINE_BYTES);
                    }
                    metrics.encoded(lines * SENT_BYTES);
                    metrics.sent(lines, lines * SENT_BYTES);
                },
                () -> new String(metrics.page().body(), StandardCharsets.UTF_8));
    }
}
