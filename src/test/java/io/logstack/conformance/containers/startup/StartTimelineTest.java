package io.logstack.conformance.containers.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartTimelineTest {
    @Test
    void tellsWhatWasThereWhen() {
        AtomicLong nanos = new AtomicLong(5);
        StartTimeline timeline = new StartTimeline(nanos::get);
        assertThat(timeline.line()).isEqualTo("up at once");

        nanos.addAndGet(1_400_000_000L);
        timeline.reached("MinIO ready");
        nanos.addAndGet(15_800_000_000L);
        timeline.reached("Loki ready");

        assertThat(timeline.line()).isEqualTo("up after 17.2 s (MinIO ready 1.4 s, Loki ready 17.2 s)");
        assertThat(timeline.steps()).extracting(StartTimeline.Step::what).containsExactly("MinIO ready", "Loki ready");
    }
}
