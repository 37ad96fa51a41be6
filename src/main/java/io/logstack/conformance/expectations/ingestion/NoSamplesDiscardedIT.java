package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.CounterReadings;
import io.logstack.conformance.expectations.health.LokiMetricsWellFormedIT;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Loki counts what it discards by reason, whoever sent it. Nothing that the suite pushes is discarded: what it has refused
 * cannot be parsed, and so is no sample.
 */
@Ingestion
@Observe
@Expectation(
        id = "INGEST-08",
        level = SHOULD,
        runbook = RunbookSection.SCALING_GUIDELINES,
        requires = LOKI,
        prerequisites = LokiMetricsWellFormedIT.class,
        statement = "Loki discards no samples in the window",
        remedy = "Look the reason up in Loki's log: for a rate limit raise limits_config.ingestion_rate_mb or "
                + "per_stream_rate_limit, otherwise correct what the sender sends")
public class NoSamplesDiscardedIT {
    private static final String DISCARDED = "loki_discarded_samples_total";

    /** Its series are created by the first discard; on a page that has this one, absent is zero. */
    private static final String WITNESS = "loki_build_info";

    @Test
    void theCountStandsStill(Loki loki, Profile profile, Evidence evidence) {
        Metrics first = loki.metrics();
        CounterReadings readings = new Look(profile)
                .until(
                        "a second reading of the discarded samples",
                        profile.windows().counters(),
                        profile.timeouts().settle(),
                        () -> new CounterReadings(first, loki.metrics()),
                        second -> true);
        judge(readings, evidence);
    }

    void judge(CounterReadings readings, Evidence evidence) {
        evidence.measured(
                "samples discarded in " + Durations.text(readings.apart()),
                readings.increaseOfLazy(DISCARDED, WITNESS).stream()
                        .mapToObj(increase -> (Object) increase)
                        .findFirst()
                        .orElse("unknown: the page lacks " + WITNESS),
                "samples",
                "= 0",
                readings.second().source());
        evidence.measured(
                "samples discarded since Loki started, by reason",
                byReason(readings.second()).toString(),
                "samples",
                null,
                readings.second().source());
        assertThat(readings)
                .as("by reason, before %s and after %s", byReason(readings.first()), byReason(readings.second()))
                .orElse(getClass())
                .lazyStoodStill(DISCARDED, WITNESS);
    }

    private static Map<String, Double> byReason(Metrics metrics) {
        Map<String, Double> byReason = new TreeMap<>();
        metrics.of(DISCARDED)
                .forEach(sample ->
                        byReason.merge(sample.labels().getOrDefault("reason", ""), sample.value(), Double::sum));
        return byReason;
    }
}
