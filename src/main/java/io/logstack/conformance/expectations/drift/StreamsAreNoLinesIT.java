package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.CounterReadings;
import io.logstack.conformance.expectations.health.LokiMetricsWellFormedIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A time in which more lines arrive than streams are new tells the two apart, whoever writes them. */
@Drift
@Observe
@Expectation(
        id = "DRIFT-05",
        level = INFO,
        runbook = RunbookSection.LOG_INGESTION_STATUS,
        requires = LOKI,
        prerequisites = LokiMetricsWellFormedIT.class,
        statement = "The counter that the runbook takes the ingestion rate from counts what arrives",
        remedy = "Take loki_distributor_lines_received_total or loki_distributor_bytes_received_total")
public class StreamsAreNoLinesIT {
    private static final String STREAMS = "loki_ingester_streams_created_total";
    private static final String LINES = "loki_distributor_lines_received_total";

    @Test
    void itMovesWithTheLines(Loki loki, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Runbook.Said> said = Stream.concat(
                        runbook.items().stream()
                                .filter(item -> isIngestionRate(item.label()))
                                .flatMap(Runbook.Item::said),
                        runbook.commands().stream()
                                .filter(command -> isIngestionRate(command.comment()))
                                .map(Runbook.Command::said))
                .filter(place -> place.text().contains(STREAMS))
                .toList();
        new Drifts(runbook, getClass(), evidence).judge(said, place -> drift(loki, new Look(profile), profile));
    }

    private static Optional<String> drift(Loki loki, Look look, Profile profile) {
        Metrics first = loki.metrics();
        CounterReadings seen = look.until(
                "more lines than new streams",
                profile.timeouts().settle(),
                () -> new CounterReadings(first, loki.metrics()),
                StreamsAreNoLinesIT::lagsBehind);
        if (lagsBehind(seen)) {
            long streams = (long) seen.increase(STREAMS).orElseThrow();
            return Optional.of("at " + seen.second().source()
                    + (streams == 0 ? " it stood still while " : " it rose by " + streams + " while ")
                    + (long) seen.increase(LINES).orElseThrow() + " lines arrived");
        }
        if (!(seen.increase(LINES).orElse(0) > 0)
                || !Double.isFinite(seen.increase(STREAMS).orElse(Double.NaN))) {
            throw new InconclusiveException(
                    "No line arrived at " + loki.address() + " in "
                            + seen.apart().toMillis() + " ms, or its page lacks " + STREAMS + " or " + LINES + ".",
                    null);
        }
        return Optional.empty();
    }

    private static boolean lagsBehind(CounterReadings readings) {
        OptionalDouble streams = readings.increase(STREAMS);
        OptionalDouble lines = readings.increase(LINES);
        return streams.isPresent() && lines.isPresent() && streams.getAsDouble() < lines.getAsDouble();
    }

    private static boolean isIngestionRate(String words) {
        return words.toLowerCase(Locale.ROOT).contains("ingestion rate");
    }
}
