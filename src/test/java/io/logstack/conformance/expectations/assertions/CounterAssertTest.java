package io.logstack.conformance.expectations.assertions;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterAssertTest {
    private static final String COUNTER = "loki_write_sent_entries_total";

    @Test
    void anIncreaseIsTheDifferenceOfTheSums() {
        assertThat(readings(page(3, 4), page(5, 4)).increase(COUNTER)).hasValue(2);
    }

    @Test
    void aCounterThatStartedOverHasIncreasedByWhatItShows() {
        assertThat(readings(page(100), page(7)).increase(COUNTER)).hasValue(7);
    }

    @Test
    void aLifetimeIsNoIncrease() {
        assertThat(readings(page(100), page(100))).stoodStill(COUNTER);
        assertThatThrownBy(() -> assertThat(readings(page(100), page(100))).increased(COUNTER))
                .hasMessageContainingAll(COUNTER, "standing still", "for 10s", "http://alloy/metrics");
    }

    @Test
    void anIncreaseIsNamed() {
        assertThatThrownBy(() -> assertThat(readings(page(1), page(4))).stoodStill(COUNTER))
                .hasMessageContainingAll(COUNTER, "3.0 more");
    }

    @Test
    void anAbsentCounterIsNoEvidence() {
        assertThatThrownBy(() -> assertThat(readings(Map.of(), Map.of())).stoodStill(COUNTER))
                .hasMessageContaining("no such metric");
        assertThatThrownBy(() -> assertThat(readings(Map.of(), page(3))).increased(COUNTER))
                .hasMessageContaining("no such metric");
        assertThatThrownBy(() -> assertThat(readings(page(3), Map.of())).increased(COUNTER))
                .hasMessageContaining("no such metric");
    }

    @Test
    void notANumberIsNoEvidence() {
        assertThatThrownBy(() -> assertThat(readings(page(1), page(Double.NaN))).stoodStill(COUNTER))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> assertThat(readings(page(Double.NaN), page(1))).increased(COUNTER))
                .hasMessageContaining("NaN");
    }

    @Test
    void aLazyCounterIsZeroOnAGoodPageOnly() {
        Map<String, List<Sample>> good = Map.of("loki_build_info", List.of(new Sample(Map.of(), 1)));
        assertThat(readings(good, good)).lazyStoodStill(COUNTER, "loki_build_info");
        assertThatThrownBy(() -> assertThat(readings(good, Map.of())).lazyStoodStill(COUNTER, "loki_build_info"))
                .hasMessageContaining("no such metric");
        Map<String, List<Sample>> spoilt = Map.of("loki_build_info", List.of(new Sample(Map.of(), Double.NaN)));
        assertThatThrownBy(() -> assertThat(readings(spoilt, spoilt)).lazyStoodStill(COUNTER, "loki_build_info"))
                .hasMessageContaining("no such metric");
    }

    @Test
    void aLazyCounterThatAppearsHasIncreased() {
        Map<String, List<Sample>> before = Map.of("loki_build_info", List.of(new Sample(Map.of(), 1)));
        Map<String, List<Sample>> after = new HashMap<>(before);
        after.putAll(page(2));
        assertThatThrownBy(() -> assertThat(readings(before, after)).lazyStoodStill(COUNTER, "loki_build_info"))
                .hasMessageContaining("2.0 more");
    }

    private static Map<String, List<Sample>> page(double... values) {
        return Map.of(
                COUNTER,
                java.util.Arrays.stream(values)
                        .mapToObj(value -> new Sample(Map.of(), value))
                        .toList());
    }

    private static CounterReadings readings(Map<String, List<Sample>> first, Map<String, List<Sample>> second) {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        return new CounterReadings(
                new Metrics("http://alloy/metrics", at, Map.of(), first),
                new Metrics("http://alloy/metrics", at.plusSeconds(10), Map.of(), second));
    }
}
