package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.catalog.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
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

    @Test
    void aTerminalShowsHowFarTheRunIs() {
        Screen screen = new Screen(new ConsoleManner(true, true, false));
        Outcome failed = Sample.failed();
        screen.console.runStarted("run-1", Sample.STACK, 2);
        screen.console.expectationStarted(failed.expectation());
        screen.console.expectationStarted(Sample.queries(Verdict.PASS).expectation());
        screen.elapse(Duration.ofSeconds(12));

        assertThat(screen.added())
                .endsWith("\r\u001b[K\u001b[?7l[ 0/ 2]; 2 under way: STORAGE-03 12 s, QUERY-01 12 s\u001b[?7h\r");
        screen.console.expectationJudged(failed);
        assertThat(screen.added())
                .as("the line is taken away, the verdict is written, the line comes back")
                .startsWith("\r\u001b[K[ 1/ 2] \u001b[1m\u001b[31mFAIL")
                .contains("\u001b[0m           STORAGE-03    0.12 s  s3://loki-chunks answered 403, expected 200\n")
                .endsWith("\u001b[?7h\r");
        screen.elapse(Duration.ofSeconds(1));
        assertThat(screen.added()).contains("[ 1/ 2] 1 FAIL; 1 under way: QUERY-01 13 s");
        screen.console.runFinished(Sample.statement(failed));
        assertThat(screen.added())
                .startsWith("\r\u001b[K\n")
                .contains("\u001b[31mNOT CONFORMANT")
                .doesNotContain("\u001b[?7l");
    }

    @Test
    void elsewhereALineSaysThatTheRunGoesOn() {
        Screen screen = new Screen(ConsoleManner.PLAIN);
        screen.console.runStarted("run-1", Sample.STACK, 2);
        screen.console.expectationStarted(Sample.failed().expectation());
        screen.added();
        screen.elapse(Duration.ofSeconds(29));
        assertThat(screen.added()).isEmpty();
        screen.elapse(Duration.ofSeconds(1));
        assertThat(screen.added()).isEqualTo("[ 0/ 2]; 1 under way: STORAGE-03 30 s\n");
        screen.elapse(Duration.ofSeconds(10));
        screen.console.expectationJudged(Sample.failed());
        screen.elapse(Duration.ofSeconds(29));
        assertThat(screen.added()).doesNotContain("under way");
        screen.elapse(Duration.ofSeconds(1));
        assertThat(screen.added()).isEqualTo("[ 1/ 2] 1 FAIL\n");
        screen.console.runFinished(Sample.statement(Sample.failed()));
        assertThat(screen.added()).doesNotContain("\u001b");
    }

    @Test
    void coloursWithoutATerminalAreColoursOnly() {
        Screen screen = new Screen(new ConsoleManner(true, false, false));
        screen.console.runStarted("run-1", Sample.STACK, 1);
        screen.console.expectationJudged(Sample.passed());
        screen.elapse(Duration.ofSeconds(5));

        assertThat(screen.added()).contains("\u001b[32mPASS\u001b[0m          ").doesNotContain("\r", "\u001b[K");
    }

    @Test
    void gitHubGetsAnnotations() {
        Screen screen = new Screen(new ConsoleManner(false, false, true));
        screen.console.runFinished(Sample.statement(
                Sample.told("100% of a: b, c\r\n::error::d\n\u001b[2J"), Sample.queries(Verdict.WARN)));

        assertThat(screen.added().lines().filter(line -> line.startsWith("::")))
                .containsExactly(
                        "::error title=STORAGE-03 FAIL%3A The bucket can be listed::100%25 of a: b, c%0A"
                                + "\\u003a:error::d%0A\\u001b[2J",
                        "::warning title=1 WARN::QUERY-01");
        screen.console.runFinished(Sample.statement(Sample.queries(Verdict.ERROR)));
        assertThat(screen.added().lines().filter(line -> line.startsWith("::")))
                .containsExactly("::error title=Nothing was judged::About the queries.");
        Outcome[] many =
                IntStream.range(0, 25).mapToObj(i -> Sample.told("it " + i)).toArray(Outcome[]::new);
        screen.console.runFinished(Sample.statement(many));
        assertThat(screen.added().lines().filter(line -> line.startsWith("::")))
                .hasSize(10)
                .last(InstanceOfAssertFactories.STRING)
                .startsWith("::error title=16 more root causes::STORAGE-03, ");
        screen.console.runFinished(Sample.statement(Sample.passed()));
        assertThat(screen.added()).doesNotContain("::");
    }

    @Test
    void whatAStackTellsObeysNoTerminalAndIsNoCommand() {
        String hostile = "\u001b[2J\u001b]0;title\u0007\r\u202e\n::add-mask::x\n##[error]x" + "y".repeat(1 << 20);
        Screen screen = new Screen(new ConsoleManner(true, true, true));
        screen.console.runAnnounced(new Undertaking(
                "run-1",
                new Target(hostile, hostile, hostile, hostile),
                List.of(hostile),
                Safety.PROBE,
                List.of(hostile),
                List.of(hostile)));
        screen.console.runRefused(hostile);
        screen.console.runStarted(
                "run-1", new StackIdentity("live", false, "prod\u001b[2J", Map.of("loki", "\u001b[2J"), 1), 1);
        Outcome told = Sample.told(hostile, Sample.measurement(hostile, hostile, "", null));
        screen.console.expectationJudged(told);
        screen.console.runFinished(Sample.statement(told));

        assertThat(screen.added())
                .doesNotContain("\u001b[2J", "\u001b]0", "\u0007", "\u202e", "##[")
                .doesNotContainPattern("(?m)^\\s*::add-mask")
                .contains("\\u001b[2J");
    }

    /** What a console shows, on a clock of its own. */
    private static final class Screen {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final AtomicLong now = new AtomicLong();
        private final ConsoleReport console;

        Screen(ConsoleManner manner) {
            console =
                    new ConsoleReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), REPORTS, manner, now::get);
        }

        void elapse(Duration time) {
            now.addAndGet(time.toNanos());
            console.tick();
        }

        /** Since it was last asked. */
        String added() {
            synchronized (console) {
                String text = bytes.toString(StandardCharsets.UTF_8);
                bytes.reset();
                return text;
            }
        }
    }
}
