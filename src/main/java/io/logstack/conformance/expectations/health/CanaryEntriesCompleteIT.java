package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.CANARY;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.CounterReadings;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.Serving;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-09",
        level = SHOULD,
        runbook = RunbookSection.HEALTH_CHECKS,
        requires = CANARY,
        prerequisites = LokiReadyIT.class,
        statement = "The canaries report no new missing, duplicate or out-of-order entries within the window",
        remedy = "Read the log of the canary that is named, it lists the entries, and of Loki at their time")
public class CanaryEntriesCompleteIT {
    private static final String WRITTEN = "loki_canary_entries_total";
    private static final List<String> TROUBLES = List.of(
            "loki_canary_missing_entries_total",
            "loki_canary_spot_check_missing_entries_total",
            "loki_canary_duplicate_entries_total",
            "loki_canary_out_of_order_entries_total");
    /** Missing on the websocket only: the canary found them by a query afterwards, so they were late and not lost. */
    private static final String LATE = "loki_canary_websocket_missing_entries_total";

    /** What comes of an outage: a canary counts an entry as missing minutes after it was written. */
    private static final Set<String> OF_OUTAGES =
            Set.of("loki_canary_missing_entries_total", "loki_canary_spot_check_missing_entries_total");

    private static final Duration COUNTED_AFTER = Duration.ofMinutes(5);

    @Test
    void everyCanaryGetsBackWhatItWrites(Stack stack, Canary canary, Profile profile, Evidence evidence) {
        List<Canary.Instance> canaries = canary.instances();
        evidence.measured("canaries asked", canaries.size(), "canaries", ">= 1", "canary endpoints");
        assertThat(new Finding(!canaries.isEmpty(), "a canary to ask", "none", "the canary endpoints"))
                .orElse(getClass())
                .holds();

        Map<Canary.Instance, Metrics> first = new LinkedHashMap<>();
        canaries.forEach(instance -> first.put(instance, instance.metrics()));
        List<CounterReadings> readings = new Look(profile)
                .until(
                        "every canary writes entries",
                        profile.windows().counters(),
                        profile.timeouts().settle(),
                        () -> second(first),
                        all -> all.stream().allMatch(CanaryEntriesCompleteIT::wrote));

        for (CounterReadings reading : readings) {
            String source = reading.second().source();
            record(evidence, reading, WRITTEN, "> 0 in " + Durations.text(reading.apart()), source);
            TROUBLES.forEach(
                    trouble -> record(evidence, reading, trouble, "= 0 in " + Durations.text(reading.apart()), source));
            record(evidence, reading, LATE, null, source);
        }
        Optional<Instant> back = missed(readings) ? outage(stack, profile) : Optional.empty();
        SoftAssertions.assertSoftly(softly -> readings.forEach(reading -> {
            softly.check(() -> assertThat(reading).orElse(getClass()).increased(WRITTEN));
            TROUBLES.stream()
                    .filter(trouble -> back.isEmpty() || !OF_OUTAGES.contains(trouble))
                    .forEach(trouble -> softly.check(
                            () -> assertThat(reading).orElse(getClass()).stoodStill(trouble)));
        }));
        back.ifPresent(since -> {
            throw new InconclusiveException(
                    "Entries are missing, and Loki's pods serve only since " + since
                            + ": canaries count what they wrote while it was away for as long as "
                            + Durations.text(COUNTED_AFTER) + " after.",
                    since.plus(COUNTED_AFTER));
        });
    }

    private static boolean missed(List<CounterReadings> readings) {
        return readings.stream()
                .anyMatch(reading -> OF_OUTAGES.stream()
                        .anyMatch(counter -> reading.increase(counter).orElse(0) > 0));
    }

    /** Since when Loki is back from an outage whose missing entries may still be counted, where Kubernetes tells. */
    private static Optional<Instant> outage(Stack stack, Profile profile) {
        return stack.lacks(Capability.KUBERNETES).isPresent()
                ? Optional.empty()
                : Serving.since(stack.cluster(), profile)
                        .filter(since -> since.plus(COUNTED_AFTER).isAfter(Instant.now()));
    }

    private static List<CounterReadings> second(Map<Canary.Instance, Metrics> first) {
        List<CounterReadings> readings = new ArrayList<>();
        first.forEach((instance, before) -> readings.add(new CounterReadings(before, instance.metrics())));
        return readings;
    }

    private static boolean wrote(CounterReadings reading) {
        return reading.increase(WRITTEN).orElse(0) > 0;
    }

    private static void record(
            Evidence evidence,
            CounterReadings reading,
            String counter,
            @org.jspecify.annotations.Nullable String threshold,
            String source) {
        Object increase = reading.increase(counter).isPresent()
                ? reading.increase(counter).getAsDouble()
                : "absent";
        evidence.measured("increase of " + counter + " of " + source, increase, "entries", threshold, source);
    }
}
