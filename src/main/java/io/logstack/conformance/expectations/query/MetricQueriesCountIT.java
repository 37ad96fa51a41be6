package io.logstack.conformance.expectations.query;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.ingestion.EveryLineComesBackIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Query
@Probe
@Expectation(
        id = "QUERY-06",
        level = MUST,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {EveryLineComesBackIT.class, FunctionalQueriesFastIT.class},
        statement = "rate, count_over_time and sum by equal the counted truth",
        remedy =
                "Ask the offending query of Loki itself and of the gateway: where the answers differ, it is the gateway's "
                        + "cache; else look for queries that failed in part in Loki's log")
public class MetricQueriesCountIT {
    /** Reaches back beyond the oldest line. */
    private static final Duration ALL = Duration.ofHours(3);

    /** Reaches neither the oldest lines nor, when it ends early, the newest; begins and ends on a line. */
    private static final Duration SOME = Duration.ofSeconds(40);

    @Test
    void countsEqualTheTruth(Loki loki, Profile profile, Workload workload, Evidence evidence) {
        PushedCorpus pushed = PushedCorpus.of(loki, profile, workload);
        pushed.record(evidence, loki.address());
        assertThat(pushed.complete(loki.address())).orElse(getClass()).holds();
        Corpus corpus = pushed.corpus();
        List<Finding> findings = aggregates(corpus).stream()
                .map(aggregate -> aggregate.judge(loki, corpus, evidence))
                .toList();
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(getClass()).holds())));
    }

    static List<Aggregate> aggregates(Corpus corpus) {
        String all = corpus.selector();
        return List.of(
                new Aggregate(
                        "count_over_time, summed by a label",
                        "sum by (conformance_team) (count_over_time(" + all + "[3h]))",
                        corpus.newest(),
                        ALL,
                        line -> true,
                        line -> Map.of(Corpus.TEAM, line.team()),
                        false),
                new Aggregate(
                        "count_over_time of a text, summed by a label that a stream lacks",
                        "sum by (conformance_env) (count_over_time(" + all + " |= `payment` [3h]))",
                        corpus.newest(),
                        ALL,
                        line -> line.contains("payment"),
                        line -> line.environment().isEmpty()
                                ? Map.of()
                                : Map.of(Corpus.ENVIRONMENT, line.environment()),
                        false),
                new Aggregate(
                        "count_over_time of a number in JSON",
                        "sum(count_over_time(" + all + " | json | __error__=\"\" | status >= 500 [3h]))",
                        corpus.newest(),
                        ALL,
                        line -> line.shape() == Corpus.Shape.JSON && line.status() >= 500,
                        line -> Map.of(),
                        false),
                new Aggregate(
                        "count_over_time of a window that ends on a line",
                        "sum(count_over_time(" + all + "[40s]))",
                        corpus.newest().minusSeconds(10),
                        SOME,
                        line -> true,
                        line -> Map.of(),
                        false),
                new Aggregate(
                        "rate, summed by a label",
                        "sum by (conformance_team) (rate(" + all + "[40s]))",
                        corpus.newest(),
                        SOME,
                        line -> true,
                        line -> Map.of(Corpus.TEAM, line.team()),
                        true));
    }
}
