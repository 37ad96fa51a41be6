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
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Query
@Probe
@Expectation(
        id = "QUERY-04",
        level = MUST,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {EveryLineComesBackIT.class, FunctionalQueriesFastIT.class},
        statement = "Label matchers (=, !=, =~, !~) select exactly the pushed entries that they should",
        remedy =
                "Ask the offending query of Loki itself and of the gateway: where the answers differ, it is the gateway's cache; else restart Loki, so that its index is read anew")
public class LabelMatchersSelectIT {
    @Test
    void eachMatcherSelectsExactlyItsStreams(Loki loki, Profile profile, Workload workload, Evidence evidence) {
        PushedCorpus pushed = PushedCorpus.of(loki, profile, workload);
        pushed.record(evidence, loki.address());
        assertThat(pushed.complete(loki.address())).orElse(getClass()).holds();
        Corpus corpus = pushed.corpus();
        List<Finding> findings = selections(corpus).stream()
                .map(selection -> selection.judge(loki, corpus, evidence))
                .toList();
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(getClass()).holds())));
    }

    static List<Selection> selections(Corpus corpus) {
        return List.of(
                matching(
                        corpus,
                        "equality",
                        "conformance_team=\"check\"",
                        line -> line.team().equals("check")),
                matching(
                        corpus,
                        "inequality, which a stream without the label fulfils",
                        "conformance_env!=\"prod\"",
                        line -> !line.environment().equals("prod")),
                matching(
                        corpus,
                        "a label that is not there",
                        "conformance_env=\"\"",
                        line -> line.environment().isEmpty()),
                matching(
                        corpus,
                        "a regular expression, which must match the whole value",
                        "conformance_team=~\"check|payments\"",
                        line -> List.of("check", "payments").contains(line.team())),
                matching(
                        corpus,
                        "an escaped dot",
                        "conformance_team=~\"payments\\\\.eu\"",
                        line -> line.team().equals("payments.eu")),
                matching(
                        corpus,
                        "a negated regular expression with an inequality",
                        "conformance_team!~\"check.*\",conformance_env!=\"staging\"",
                        line -> !line.team().startsWith("check")
                                && !line.environment().equals("staging")));
    }

    private static Selection matching(Corpus corpus, String name, String matcher, Predicate<Corpus.Line> truth) {
        return new Selection(name, corpus.selector(matcher), truth);
    }
}
