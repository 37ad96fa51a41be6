package io.logstack.conformance.expectations.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A probe's line, by what is known of its pod's start. */
class CollectedTest {
    private static final Instant SEEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static Collected arrived(boolean startKnown, Duration after) {
        return new Collected(
                new ProbePod("node-1", "probe", "line"),
                startKnown ? Optional.of(SEEN.minus(after)) : Optional.empty(),
                "it has no status",
                Optional.of(new Arrivals.Arrival(SEEN, Map.of())),
                Optional.of(after),
                Map.of(),
                LIMIT);
    }

    @Test
    void aLineThatCameInTimeFromItsPodsOrderCameInTime() {
        Collected quick = arrived(false, Duration.ofSeconds(4));
        assertThat(quick.finding("here").orElseThrow().holds()).isTrue();
        assertThat(quick.unknown()).isEmpty();
    }

    @Test
    void aLineThatCameLaterMayHaveStartedLate() {
        Collected slow = arrived(false, Duration.ofSeconds(40));
        assertThat(slow.finding("here").orElseThrow().holds()).isTrue();
        assertThat(slow.unknown())
                .hasValueSatisfying(why -> assertThat(why).contains("40s after its pod was asked for"));
    }

    @Test
    void aLineThatCameLateFromItsPodsStartIsLate() {
        Collected late = arrived(true, Duration.ofSeconds(40));
        assertThat(late.finding("here").orElseThrow().holds()).isFalse();
        assertThat(late.unknown()).isEmpty();
    }
}
