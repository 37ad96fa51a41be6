package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyReportTest {
    @TempDir
    private Path directory;

    private Reports reports() {
        return new Reports(directory, directory.resolve("results"), Optional.empty());
    }

    private List<String> night(int night, Outcome... outcomes) {
        Reporting reporting = new Reporting(
                "on-call",
                Map.of(),
                null,
                null,
                null,
                directory.resolve("history").toString(),
                30);
        return said(reporting, night, outcomes);
    }

    private List<String> said(Reporting reporting, int night, Outcome... outcomes) {
        Statement sample = Sample.statement(outcomes);
        Statement statement = new Statement(
                "run-" + night,
                sample.stack(),
                sample.profile(),
                sample.profileHash(),
                sample.seed(),
                sample.startedAt().plus(Duration.ofDays(night)),
                sample.took(),
                sample.outcomes());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NightlyReport report =
                new NightlyReport(new PrintStream(bytes, true, StandardCharsets.UTF_8), reports(), Map.of());
        report.runConfigured(reporting);
        report.runAnnounced(Sample.UNDERTAKING);
        report.runFinished(statement);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void theFirstNightHasNothingToBeComparedWithAndSaysSo() throws IOException {
        assertThat(night(1, Sample.failed()))
                .containsExactly(
                        "Compared with no earlier run: none of this stack and profile is kept yet",
                        "  what is slower cannot be told: 0 of the 5 kept runs are there that it takes",
                        "Comparison: " + reports().nightly());
        assertThat(Files.readString(reports().nightly()))
                .startsWith("# Nightly comparison: NOT CONFORMANT; root causes: STORAGE-03")
                .doesNotContain("## New", "## Fixed", "Nothing.");
        assertThat(night(2, Sample.passed()))
                .contains("Compared with no earlier run: none of the 1 kept ones of this stack and profile is good");
    }

    @Test
    void whatIsNewAndWhatIsFixedIsTold() throws IOException {
        night(1, Sample.passed(), Sample.queries(Verdict.PASS));
        assertThat(night(2, Sample.failed(), Sample.queries(Verdict.BLOCKED)))
                .contains(
                        "Compared with run run-1, the last good one of 1 kept",
                        "  new       STORAGE-03   FAIL, was PASS; so since run run-2",
                        "  unjudged  QUERY-01     BLOCKED, was PASS in run run-1");
        assertThat(Files.readString(reports().nightly()))
                .contains(
                        "## New\n\n| expectation | verdict | what |\n|---|---|---|\n"
                                + "| STORAGE-03 | FAIL, was PASS; so since run run-2 | s3://loki-chunks answered 403, |",
                        "## Fixed\n\nNothing.",
                        "| run-2 | NOT CONFORMANT; root causes: STORAGE-03 | 1.5 | Local 2 |",
                        "| run-1 | CONFORMANT | 1.5 | Local 1 |");
        assertThat(night(3, Sample.passed(), Sample.queries(Verdict.PASS)))
                .contains(
                        "Compared with run run-1, the last good one of 2 kept",
                        "  fixed     STORAGE-03   PASS, was FAIL in run run-2");
        assertThat(night(4, Sample.passed(), Sample.queries(Verdict.PASS)))
                .contains(
                        "Compared with run run-3, the last good one of 3 kept",
                        "  nothing is new and nothing is fixed");
    }

    @Test
    void withoutAHistoryNothingIsSaidAndNothingKept() {
        assertThat(said(Reporting.UNKNOWN, 1, Sample.passed())).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatAClusterSaidIsTextInThePage() throws IOException {
        Outcome failed = Sample.failed();
        Outcome hostile = new Outcome(
                failed.expectation(),
                Verdict.FAIL,
                "<script>x</script> | [a](javascript:b) `c` \u001b[31m",
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                failed.startedAt(),
                failed.took());
        night(1, Sample.passed());
        night(2, hostile);
        assertThat(Files.readString(reports().nightly()))
                .contains("\\<script\\>x\\</script\\> \\| \\[a\\](javascript:b) \\`c\\` \\\\u001b\\[31m |")
                .doesNotContain("\u001b");
    }
}
