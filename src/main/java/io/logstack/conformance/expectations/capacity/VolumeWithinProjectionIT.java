package io.logstack.conformance.expectations.capacity;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.INFO;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Capacity;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What Loki received in the time before the run, without what the canaries wrote, as if a week went on like that. More than
 * the runbook's current volume is growth, and told; more than the projected one is beyond what the stack was laid out for.
 */
@Capacity
@Observe
@Expectation(
        id = "CAPACITY-04",
        level = INFO,
        runbook = RunbookSection.GROWTH_PROJECTIONS,
        requires = PROMETHEUS,
        statement = "A week brings no more than the projected 100 GB of logs, or what the profile says instead",
        remedy =
                "Find who logs so much with 'sum by (namespace) (bytes_over_time({namespace!=\"\"}[1d]))', then drop or "
                        + "shorten it in Alloy's pipeline, or lay the stack out for more and set capacity.projected-weekly")
public class VolumeWithinProjectionIT {
    private static final Duration WEEK = Duration.ofDays(7);
    /** Points of the plot. */
    private static final int PARTS = 8;

    @Test
    void theWeekIsWithinTheProjection(Prometheus prometheus, Workload workload, Profile profile, Evidence evidence) {
        BeforeTheRun before =
                BeforeTheRun.of(prometheus, workload, profile, profile.windows().volume());
        String source = before.source(Received.bytesSelector(before));
        Received received = Received.read(before, getClass());
        received.record(evidence, before);
        if (!(received.operatorLines() > 0)) {
            throw new InconclusiveException(
                    "In the " + Durations.text(before.window())
                            + " before the run Loki received no line but the canaries'; "
                            + "it can be judged once somebody logs.",
                    before.fullerFrom());
        }
        double weekly =
                received.operatorBytes() * WEEK.toMillis() / before.window().toMillis();
        long current = profile.capacity().currentWeekly().bytes();
        long projected = profile.capacity().projectedWeekly().bytes();
        evidence.measured("received in a week at this rate", weekly, "bytes", "<= " + projected, source);
        evidence.measured("share of the current volume, " + current, 100 * weekly / current, "%", null, source);
        evidence.measured("share of the projected volume, " + projected, 100 * weekly / projected, "%", null, source);
        SortedMap<Instant, Double> parts = parts(before);
        evidence.attach("Ingestion by time, as bytes a week", "text/csv", csv(parts, current, projected));
        evidence.chart(chart(parts, before.end(), current, projected));
        assertThat(new Finding(
                        weekly <= projected,
                        "up to " + projected + " bytes of logs a week",
                        "a rate of " + Math.round(weekly) + " bytes a week",
                        source))
                .orElse(getClass())
                .holds();
        if (!before.isFull()) {
            throw new InconclusiveException(
                    "At the present rate a week brings " + Math.round(weekly)
                            + " bytes, but Prometheus has scraped Loki for less than the "
                            + Durations.text(before.window()) + " before the run.",
                    before.fullFrom());
        }
    }

    /** By the end of each part of the window, what a week brings at its rate. */
    private static SortedMap<Instant, Double> parts(BeforeTheRun before) {
        Duration part = before.window().dividedBy(PARTS);
        List<List<Sample>> increases = before.increaseInParts(PARTS, Received.bytesSelector(before));
        SortedMap<Instant, Double> parts = new TreeMap<>();
        for (int number = 0; number < PARTS; number++) {
            parts.put(
                    before.end().minus(part.multipliedBy(PARTS - 1L - number)),
                    sum(increases.get(number)) * WEEK.toMillis() / part.toMillis());
        }
        return parts;
    }

    /** A line for each part: its end, and the week's volumes at its rate and by the profile. */
    private static String csv(SortedMap<Instant, Double> parts, long current, long projected) {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "," + Math.round(part.getValue()) + "," + current + "," + projected)
                .collect(Collectors.joining("\n", "time,bytes a week,current,projected\n", "\n"));
    }

    /** Every part at its end, in seconds before the run, as if a week went on like it. */
    private static Chart chart(SortedMap<Instant, Double> parts, Instant end, long current, long projected) {
        List<Chart.Point> received = parts.entrySet().stream()
                .map(part ->
                        new Chart.Point(Duration.between(end, part.getKey()).toMillis() / 1000.0, part.getValue()))
                .toList();
        double first = received.get(0).seconds();
        Chart.Line planned = new Chart.Line(
                "current volume of the profile",
                List.of(new Chart.Point(first, current), new Chart.Point(0, current)),
                true);
        return new Chart.Timeline(
                "What a week would bring at the rate before the run",
                "bytes",
                List.of(new Chart.Line("received, as bytes a week", received, false), planned),
                new Chart.Limit("projected volume", projected),
                List.of());
    }

    private static double sum(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::value).sum();
    }
}
