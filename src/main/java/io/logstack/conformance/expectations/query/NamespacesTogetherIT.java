package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Each namespace is asked for alone first: what is there alone must be there together with the others. */
@Query
@Observe
@Expectation(
        id = "QUERY-10",
        level = MUST,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        prerequisites = FunctionalQueriesFastIT.class,
        statement = "Queries over several namespaces return each of them",
        remedy =
                "Ask for the missing namespace alone, of Loki itself and of the gateway; where only the query over all lacks "
                        + "it, restart Loki, so that its index is read anew")
public class NamespacesTogetherIT {
    @Test
    void eachNamespaceIsThereTogetherWithTheOthers(Loki loki, Profile profile, Evidence evidence) {
        OperatorTraffic traffic = new OperatorTraffic(loki, profile);
        Instant end = Instant.now();
        Duration range = profile.queries().range();
        Map<String, Instant> alone = new TreeMap<>();
        profile.ingestion()
                .namespaces()
                .forEach(namespace -> traffic.newest(traffic.ofNamespaces(namespace), end.minus(range), end)
                        .ifPresent(newest -> alone.put(namespace, newest.at())));
        evidence.measured(
                "namespaces with entries of the last " + Durations.text(range),
                alone.keySet().toString(),
                "",
                ">= 2 of " + profile.ingestion().namespaces(),
                loki.address());
        if (alone.size() < 2) {
            throw new InconclusiveException(
                    "Of the profile's namespaces only " + alone.keySet() + " logged within " + Durations.text(range)
                            + "; it can be judged once two of them do.",
                    null);
        }

        Instant oldest = alone.values().stream().min(Comparator.naturalOrder()).orElseThrow();
        long seconds = Duration.between(oldest, end).toSeconds() + 1;
        String logql = "sum by (namespace) (count_over_time("
                + traffic.ofNamespaces(String.join("|", alone.keySet())).selector() + "[" + seconds + "s]))";
        Map<String, Double> together = loki.instant(logql, end).stream()
                .collect(Collectors.toMap(
                        sample -> sample.labels().getOrDefault("namespace", ""),
                        Sample::value,
                        Double::sum,
                        TreeMap::new));
        evidence.measured(
                "entries by namespace, asked for together",
                together.toString(),
                "",
                ">= 1 of each of " + alone.keySet(),
                loki.address() + " by " + logql);
        if (!together.isEmpty()) {
            evidence.chart(new Chart.Bars(
                    "Entries by namespace since " + oldest.truncatedTo(ChronoUnit.SECONDS), "entries", together, null));
        }
        SoftAssertions.assertSoftly(softly -> missing(alone, together, loki.address() + " by " + logql)
                .forEach(finding -> softly.check(
                        () -> assertThat(finding).orElse(getClass()).holds())));
    }

    /** One finding for each namespace that was there alone. */
    static List<Finding> missing(Map<String, Instant> alone, Map<String, Double> together, String source) {
        return alone.entrySet().stream()
                .map(namespace -> new Finding(
                        together.getOrDefault(namespace.getKey(), Double.NaN) >= 1,
                        "entries of namespace " + namespace.getKey() + ", which alone has one of "
                                + namespace.getValue(),
                        "only " + together,
                        source))
                .toList();
    }
}
