package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.AllureReport;
import io.logstack.conformance.report.ConsoleReport;
import io.logstack.conformance.report.MetricsReport;
import io.logstack.conformance.report.Reports;
import io.logstack.conformance.report.StatementWriter;
import io.logstack.conformance.report.SummaryReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that an expectation read does not leave the process, however hard it tries. */
class SecretTest {
    @TempDir
    private Path directory;

    @Test
    void noReportTellsIt() throws IOException {
        Reports reports = new Reports(directory, directory.resolve("allure-results"), Optional.empty());
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        Statement statement = new ConformanceLauncher(TestProfile.with(Map.of()))
                .stack(new FakeStack())
                .classes(List.of(Makers.TellsSecret.class))
                .listener(new StatementWriter(reports.statement()))
                .listener(new SummaryReport(reports.summary(), Map.of()))
                .listener(new MetricsReport(reports.metrics()))
                .listener(new AllureReport(reports))
                .listener(new ConsoleReport(new PrintStream(console, true, StandardCharsets.UTF_8), reports))
                .run();

        Outcome outcome = statement.outcomes().get(0);
        assertThat(outcome.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outcome.message()).contains("with key ***");
        assertThat(outcome.exchanges()).hasSize(2);
        assertThat(outcome.attachments())
                .as("diagnostics, in which the container's log tells the secret")
                .anyMatch(attachment -> attachment.content().contains("panic: no bucket, key ***"));
        assertThat(trace(outcome)).doesNotContain(FakeCluster.SECRET_KEY);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("***").doesNotContain(FakeCluster.SECRET_KEY);
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(5);
        for (Path file : files) {
            assertThat(Files.readString(file)).as("%s", file).doesNotContain(FakeCluster.SECRET_KEY);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String trace(Outcome outcome) {
        StringWriter trace = new StringWriter();
        if (outcome.failure() != null) {
            outcome.failure().printStackTrace(new PrintWriter(trace));
        }
        return trace.toString();
    }
}
