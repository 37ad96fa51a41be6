package io.logstack.conformance.expectations.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingTest {
    private final Timing timing = new Timing(Profiles.load(
                    Path.of("profiles/embedded.yaml"),
                    Map.of("queries.average-limit", "1s", "queries.p95-limit", "2s", "queries.samples", "20"))
            .queries());

    @Test
    void oneSlowAnswerOfTwentyLeavesTheP95WithinItsLimit() {
        assertThat(timing.hopeless(Duration.ofSeconds(3), 1)).isFalse();
        assertThat(timing.hopeless(Duration.ofSeconds(6), 2)).isTrue();
    }

    @Test
    void aTotalThatTheRestCannotMakeUpForIsHopeless() {
        assertThat(timing.hopeless(Duration.ofSeconds(20), 0)).isFalse();
        assertThat(timing.hopeless(Duration.ofSeconds(20).plusNanos(1), 0)).isTrue();
    }
}
