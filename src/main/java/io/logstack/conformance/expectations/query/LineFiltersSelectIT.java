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
        id = "QUERY-05",
        level = MUST,
        runbook = RunbookSection.QUERY_OPTIMIZATION,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {EveryLineComesBackIT.class, FunctionalQueriesFastIT.class},
        statement =
                "Line filters, regular expressions, json, logfmt and label filters select exactly the pushed entries that they should",
        remedy =
                "Ask the offending query of Loki itself and of the gateway: where the answers differ, it is the gateway's cache; else compare Loki's version with the one that was tested last")
public class LineFiltersSelectIT {
    @Test
    void eachPipelineSelectsExactlyItsLines(Loki loki, Profile profile, Workload workload, Evidence evidence) {
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
                piped(corpus, "a text in the line", "|= `Error`", line -> line.contains("Error")),
                piped(corpus, "a text that is not in the line", "!= `payment`", line -> !line.contains("payment")),
                piped(
                        corpus,
                        "a regular expression anywhere in the line",
                        "|~ `status\\W+50[0-9]`",
                        line -> line.contains("status") && line.status() >= 500),
                piped(
                        corpus,
                        "a negated regular expression",
                        "!~ `(?i)error|timeout`",
                        line -> !line.contains("rror") && !line.contains("timeout")),
                piped(
                        corpus,
                        "a field of JSON",
                        "| json | level=\"error\"",
                        line -> line.shape() == Corpus.Shape.JSON
                                && line.level().equals("error")),
                piped(
                        corpus,
                        "a number in JSON",
                        "| json | __error__=\"\" | status >= 500",
                        line -> line.shape() == Corpus.Shape.JSON && line.status() >= 500),
                piped(
                        corpus,
                        "a field of logfmt",
                        "| logfmt | level=~\"warn|error\"",
                        line -> line.shape() == Corpus.Shape.LOGFMT
                                && List.of("warn", "error").contains(line.level())),
                piped(
                        corpus,
                        "a duration in logfmt after a text",
                        "|= `level=` | logfmt | __error__=\"\" | duration > 200ms",
                        line -> line.shape() == Corpus.Shape.LOGFMT
                                && line.duration().toMillis() > 200));
    }

    private static Selection piped(Corpus corpus, String name, String pipeline, Predicate<Corpus.Line> truth) {
        return new Selection(name, corpus.selector() + " " + pipeline, truth);
    }
}
