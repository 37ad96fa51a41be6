package io.logstack.conformance.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void givesPercentilesMeanAndMaximum() {
        for (int i = 1; i <= 100; i++) {
            recorder.answered("label", Duration.ofMillis(i));
        }
        recorder.answered("json", Duration.ofSeconds(3));

        LatencySummary label = recorder.summary("label");

        assertThat(label.attempts()).isEqualTo(100);
        assertThat(label.mean()).contains(Duration.ofMillis(50).plusNanos(500_000));
        assertThat(label.max()).contains(Duration.ofMillis(100));
        assertClose(label.p50().orElseThrow(), Duration.ofMillis(50));
        assertClose(label.p95().orElseThrow(), Duration.ofMillis(95));
        assertClose(label.p99().orElseThrow(), Duration.ofMillis(99));
        assertThat(recorder.summaries()).extracting(LatencySummary::query).containsExactly("json", "label");
        assertThat(recorder.summary("json").p99()).contains(Duration.ofSeconds(3));
    }

    @Test
    void ranksFailuresSlowerThanEveryAnswer() {
        for (int i = 0; i < 94; i++) {
            recorder.answered("q", Duration.ofMillis(10));
        }
        for (int i = 0; i < 6; i++) {
            recorder.failed("q", "500: too many outstanding requests " + i);
        }

        LatencySummary summary = recorder.summary("q");

        assertThat(summary.answered()).isEqualTo(94);
        assertThat(summary.failed()).isEqualTo(6);
        assertThat(summary.firstFailure()).isEqualTo("500: too many outstanding requests 0");
        assertThat(summary.p50()).isPresent();
        assertThat(summary.p95()).isEmpty();
        assertThat(summary.p99()).isEmpty();
        assertThat(summary.max()).isEmpty();
    }

    @Test
    void isEmptyWithoutAnAnswer() {
        recorder.failed("q", "refused");

        assertThat(recorder.summary("q").mean()).isEmpty();
        assertThat(recorder.summary("q").p50()).isEmpty();
        assertThat(recorder.summary("never asked").attempts()).isZero();
        assertThat(recorder.summary("never asked").p95()).isEmpty();
    }

    private static void assertClose(Duration found, Duration expected) {
        assertThat(found.toNanos()).isCloseTo(expected.toNanos(), org.assertj.core.data.Percentage.withPercentage(0.2));
    }
}
