package io.logstack.conformance.expectations.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.workload.LatencyRecorder;
import io.logstack.conformance.workload.LatencySummary;
import io.logstack.conformance.workload.P95Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limit is 1 s, and the confidence 95%. */
class TakesProjectedRateTest {
    private static final Profile PROFILE = Profiles.load(Path.of("profiles/reference.yaml"), Map.of());
    private static final Duration FAST = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofMillis(1500);

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void fastPushesPass() {
        assertThatCode(() -> judge(200, 0, SLOW, SLOW)).doesNotThrowAnyException();
        assertThat(evidence.values()).containsKey("P95 within its limit, confidence");
    }

    @Test
    void slowPushesFailByTheirMargin() {
        assertThatThrownBy(() -> judge(200, 40, SLOW, SLOW))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a P95 of pushes up to 1s")
                .hasMessageContaining("500ms over it");
    }

    @Test
    void tooFewSamplesTellNothingHoweverFast() {
        assertThatThrownBy(() -> judge(58, 0, SLOW, SLOW))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("The P95 of 58 pushes is 20ms, 980ms under the limit of 1s")
                .hasMessageContaining("confidence of 94.9% only");
        assertThatCode(() -> judge(59, 0, SLOW, SLOW)).doesNotThrowAnyException();
    }

    @Test
    void aShareCloseToFiveInAHundredTellsNothing() {
        assertThatThrownBy(() -> judge(200, 9, SLOW, SLOW)).isInstanceOf(InconclusiveException.class);
        assertThatThrownBy(() -> judge(200, 12, SLOW, SLOW))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("500ms over the limit");
    }

    @Test
    void aSuiteThatIsTooLateItselfDoesNotBlameLoki() {
        assertThatThrownBy(() -> judge(200, 40, SLOW, FAST))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("the suite itself was too late");
    }

    /** @param over how many pushes took so long from when they were due and from when they were sent; the others are fast */
    private void judge(int pushes, int over, Duration fromDue, Duration fromSent) {
        PacedPushes.Outcome outcome = new PacedPushes.Outcome(
                times(pushes, over, fromDue),
                times(pushes, over, fromSent),
                new P95Side(pushes, over),
                0,
                1_000,
                java.util.List.of(),
                Duration.ofSeconds(5));
        new TakesProjectedRateIT().judge(outcome, 1_000, PROFILE, "http://stub", evidence);
    }

    private static LatencySummary times(int pushes, int over, Duration slow) {
        LatencyRecorder recorder = new LatencyRecorder();
        for (int i = 0; i < pushes; i++) {
            recorder.answered("push", i < over ? slow : FAST);
        }
        return recorder.summary("push");
    }
}
