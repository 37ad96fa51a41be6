package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.ALLOY;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.CounterReadings;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Ingestion
@Observe
@Expectation(
        id = "INGEST-01",
        level = MUST,
        runbook = RunbookSection.LOG_INGESTION_STATUS,
        requires = ALLOY,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        statement = "Within the window every Alloy sends entries and drops none",
        remedy =
                "Look for send errors with 'kubectl logs -n monitoring -l app.kubernetes.io/name=alloy --tail=50 | grep -E "
                        + "\"(sent|error)\"'")
public class AlloySendsWithoutDropsIT {
    private static final String SENT = "loki_write_sent_entries_total";
    private static final String DROPPED = "loki_write_dropped_entries_total";
    /** An Alloy that read nothing in the time owes nothing; one that does not tell owes entries. */
    private static final String READ = "loki_source_file_read_lines_total";

    @Test
    void everyAlloySendsAndDropsNothing(Alloy alloy, Profile profile, Evidence evidence) {
        List<Alloy.Instance> instances = alloy.instances();
        evidence.measured("Alloys asked", instances.size(), "instances", ">= 1", "Alloy endpoints");
        assertThat(new Finding(!instances.isEmpty(), "an Alloy to ask", "none", "the Alloy endpoints"))
                .orElse(getClass())
                .holds();

        Map<Alloy.Instance, Metrics> first = new LinkedHashMap<>();
        instances.forEach(instance -> first.put(instance, instance.metrics()));
        Map<Alloy.Instance, CounterReadings> readings = new Look(profile)
                .until(
                        "every Alloy sends entries",
                        profile.windows().counters(),
                        profile.timeouts().settle(),
                        () -> second(first),
                        all -> all.values().stream().allMatch(AlloySendsWithoutDropsIT::sent));

        readings.forEach((instance, reading) -> {
            String who = instance.name() + (instance.node().isEmpty() ? "" : " on " + instance.node());
            String source = reading.second().source();
            evidence.measured(
                    "entries sent by " + who,
                    increase(reading, SENT),
                    "entries",
                    "> 0 in " + Durations.text(reading.apart()),
                    source);
            evidence.measured("lines read by " + who, increase(reading, READ), "lines", null, source);
            evidence.measured(
                    "entries dropped by " + who,
                    increase(reading, DROPPED),
                    "entries",
                    "= 0 in " + Durations.text(reading.apart()),
                    source);
        });
        chart(readings, evidence);
        SoftAssertions.assertSoftly(softly -> readings.values().forEach(reading -> {
            if (!idle(reading)) {
                softly.check(() -> assertThat(reading).orElse(getClass()).increased(SENT));
            }
            softly.check(() -> assertThat(reading).orElse(getClass()).stoodStill(DROPPED));
        }));
        List<String> idle = readings.entrySet().stream()
                .filter(reading -> idle(reading.getValue()))
                .map(reading -> reading.getKey().name())
                .toList();
        if (!idle.isEmpty()) {
            throw new InconclusiveException(
                    "Nothing is dropped, but " + idle
                            + " read no line within the window, so there was nothing to send; "
                            + "it can be judged when a pod on their nodes logs.",
                    null);
        }
    }

    private static void chart(Map<Alloy.Instance, CounterReadings> readings, Evidence evidence) {
        Map<String, Double> sent = new TreeMap<>();
        readings.forEach((instance, reading) -> reading.increase(SENT)
                .ifPresent(entries -> sent.merge(
                        instance.node().isEmpty() ? instance.name() : instance.node(), entries, Double::sum)));
        if (!sent.isEmpty()) {
            evidence.chart(new Chart.Bars("Entries that Alloy sent between two looks, by node", "entries", sent, null));
        }
    }

    /** It read nothing within the window, or has never read nor sent anything: its series are created by the first line. */
    private static boolean idle(CounterReadings reading) {
        if (sent(reading) || reading.increase(SENT).isEmpty()) {
            return false;
        }
        boolean everRead = !reading.second().of(READ).isEmpty();
        return everRead
                ? reading.increase(READ).orElse(Double.NaN) == 0
                : reading.second().sum(SENT).orElse(Double.NaN) == 0;
    }

    private static Map<Alloy.Instance, CounterReadings> second(Map<Alloy.Instance, Metrics> first) {
        Map<Alloy.Instance, CounterReadings> readings = new LinkedHashMap<>();
        first.forEach((instance, before) -> readings.put(instance, new CounterReadings(before, instance.metrics())));
        return readings;
    }

    private static boolean sent(CounterReadings reading) {
        return reading.increase(SENT).orElse(0) > 0;
    }

    private static Object increase(CounterReadings reading, String counter) {
        return reading.increase(counter).isPresent() ? reading.increase(counter).getAsDouble() : "absent";
    }
}
