package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.catalog.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {
    private static final Reports REPORTS =
            new Reports(Path.of("/reports"), Path.of("/results"), Optional.of(Path.of("/reports/allure/index.html")));

    private static List<String> lines(Statement statement, Outcome... judged) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleReport console = new ConsoleReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), REPORTS);
        console.runStarted(statement.run(), statement.stack(), 2);
        List.of(judged).forEach(console::expectationJudged);
        console.runFinished(statement);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String said(Consumer<ConsoleReport> what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        what.accept(new ConsoleReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), REPORTS));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsAboutToHappenIsSaidFirst() {
        assertThat(said(console -> console.runAnnounced(Sample.UNDERTAKING))).isEqualTo("""
                        Conformance run run-1 is about to begin
                          stack       context prod at https://k8s:6443
                          cluster     https://k8s:6443
                          context     prod
                          user        jane
                          namespaces  monitoring, storage
                          safety      disrupt
                          creates     probe pods
                                      test objects
                          disrupts    RECOVERY-01: Loki comes back
                        """);
        assertThat(said(console -> console.runAnnounced(new Undertaking(
                        "run-1",
                        new Target("http://loki:3100", null, null, null),
                        List.of(),
                        Safety.OBSERVE,
                        List.of(),
                        List.of()))))
                .isEqualTo("""
                        Conformance run run-1 is about to begin
                          stack       http://loki:3100
                          cluster     none: nothing is asked of a Kubernetes API
                          safety      observe
                          creates     nothing
                          disrupts    nothing
                        """);
        assertThat(said(console -> console.runRefused("2 rights\nare missing\n")))
                .isEqualTo("2 rights\nare missing\n");
    }

    @Test
    void aViolationIsNamedWithItsConsequences() {
        Outcome blocked = Sample.queries(Verdict.BLOCKED);
        List<String> lines = lines(Sample.statement(Sample.failed(), blocked), Sample.failed(), blocked);

        assertThat(lines)
                .contains(
                        "Conformance run run-1 on embedded stack (SIMULATED, not a real one); a homelab in this JVM;"
                                + " 3 nodes; loki 3.4.6",
                        "2 expectations selected",
                        "[ 1/ 2] FAIL           STORAGE-03    0.12 s  s3://loki-chunks answered 403, expected 200",
                        "[ 2/ 2] BLOCKED        QUERY-01      0.12 s  About the queries.",
                        "STORAGE-03   FAIL            MUST      0.12 s  s3://loki-chunks answered 403, expected 200",
                        "NOT CONFORMANT; root causes: STORAGE-03",
                        "Reports: /reports/runbook.html, /reports/allure/index.html, /reports/conformance.json")
                .anyMatch(line -> line.startsWith("1 FAIL, 1 BLOCKED in 1.50 s"));
    }

    @Test
    void aPassShowsItsEvidence() {
        List<String> lines = lines(Sample.statement(Sample.passed(), Sample.queries(Verdict.NOT_RUN)), Sample.passed());

        assertThat(lines)
                .contains(
                        "[ 1/ 2] PASS           STORAGE-03    0.12 s  The bucket can be listed",
                        "STORAGE-03   PASS            MUST      0.12 s  objects 7 objects (> 0); p95 NaN seconds",
                        "QUERY-01     NOT-RUN         SHOULD            About the queries.",
                        "CONFORMANT");
    }

    @Test
    void whatWasNeededSaysByWhom() {
        Outcome passed = Sample.passed();
        Outcome needed = new Outcome(
                passed.expectation(),
                passed.verdict(),
                passed.message(),
                null,
                List.of(),
                "QUERY-01",
                null,
                passed.measurements(),
                List.of(),
                List.of(),
                List.of(),
                passed.startedAt(),
                passed.took());
        assertThat(lines(Sample.statement(needed), needed))
                .contains("[  +  ] PASS           STORAGE-03    0.12 s  The bucket can be listed (needed by QUERY-01)");
    }

    @Test
    void nothingJudgedIsSaidSo() {
        assertThat(lines(Sample.statement(Sample.queries(Verdict.NOT_RUN))))
                .anyMatch(line -> line.startsWith("NOTHING WAS JUDGED"))
                .doesNotContain("CONFORMANT");
        assertThat(lines(Sample.statement(Sample.queries(Verdict.ERROR))))
                .contains("NOTHING WAS JUDGED: About the queries.");
    }
}
