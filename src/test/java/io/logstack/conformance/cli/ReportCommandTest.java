package io.logstack.conformance.cli;

import static io.logstack.conformance.report.statement.SampleFile.expectation;
import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.SampleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportCommandTest {
    @TempDir
    private Path directory;

    private String file(String run, JudgedExpectation... expectations) throws IOException {
        return Files.writeString(
                        directory.resolve(run + ".json"),
                        SampleFile.of(run, expectations).json())
                .toString();
    }

    @Test
    void runsThatFoundTheSameAreCode0() throws IOException {
        Executed diff = Executed.of(
                "report",
                "diff",
                file("run-1", expectation("STORAGE-03", Verdict.PASS)),
                file("run-2", expectation("STORAGE-03", Verdict.PASS)));

        assertThat(diff.code()).isZero();
        assertThat(diff.err()).isEmpty();
        assertThat(diff.out()).isEqualTo("""
                        run-1 (2026-11-22T20:00:00Z, CONFORMANT) -> run-2 (2026-11-22T20:00:00Z, CONFORMANT)
                        Nothing differs that matters.
                        """);
    }

    @Test
    void runsThatDifferAreCode1WithNewFailuresFirst() throws IOException {
        String before = file("run-1", expectation("STORAGE-03", Verdict.PASS), expectation("QUERY-01", Verdict.FAIL));
        String after = file("run-2", expectation("STORAGE-03", Verdict.FAIL), expectation("QUERY-01", Verdict.PASS));
        Executed diff = Executed.of("report", "diff", before, after);

        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.out()).isEqualTo("""
                        run-1 (2026-11-22T20:00:00Z, NOT CONFORMANT) -> run-2 (2026-11-22T20:00:00Z, NOT CONFORMANT)

                        new failures:
                          STORAGE-03 PASS -> FAIL The bucket can be listed
                            It is FAIL.

                        fixed:
                          QUERY-01 FAIL -> PASS The bucket can be listed
                        """);
    }

    @Test
    void onlyATurnForTheWorseIsCode1WhereAskedFor() throws IOException {
        String bad = file("bad", expectation("STORAGE-03", Verdict.FAIL));
        String good = file("good", expectation("STORAGE-03", Verdict.PASS));

        assertThat(Executed.of("report", "diff", bad, good).code()).isEqualTo(1);
        assertThat(Executed.of("report", "diff", "--fail-on", "worse", bad, good)
                        .code())
                .isZero();
        assertThat(Executed.of("report", "diff", "--fail-on", "worse", good, bad)
                        .code())
                .isEqualTo(1);
    }

    @Test
    void markdownIsForAComment() throws IOException {
        Executed diff = Executed.of(
                "report",
                "diff",
                "--format",
                "markdown",
                file("run-1", expectation("STORAGE-03", Verdict.PASS)),
                file("run-2", expectation("STORAGE-03", Verdict.FAIL)));

        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.out()).isEqualTo("""
                        ## What changed between two runs

                        `run-1 (2026-11-22T20:00:00Z, CONFORMANT) -> run-2 (2026-11-22T20:00:00Z, NOT CONFORMANT)`

                        ### New failures

                        - `STORAGE-03 PASS -> FAIL The bucket can be listed`: `It is FAIL.`
                        """);
    }

    @Test
    void jsonIsForMachines() throws IOException {
        Executed diff = Executed.of(
                "report",
                "diff",
                "--format",
                "json",
                file("run-1", expectation("STORAGE-03", Verdict.PASS)),
                file("run-2", expectation("STORAGE-03", Verdict.FAIL)));

        assertThat(diff.code()).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(diff.out());
        assertThat(json.propertyNames())
                .containsExactly(
                        "before", "after", "same", "worse", "circumstances", "verdicts", "measurements", "durations");
        assertThat(json.path("worse").asBoolean()).isTrue();
        assertThat(json.path("verdicts").path(0).path("turn").asString()).isEqualTo("BROKEN");
        assertThat(json.path("verdicts").path(0).path("after").asString()).isEqualTo("FAIL");
        assertThat(json.path("after").path("run").asString()).isEqualTo("run-2");
    }

    @Test
    void mistakesAreCode2AndOneMessage() throws IOException {
        String good = file("run-1", expectation("STORAGE-03", Verdict.PASS));
        String later = Files.writeString(directory.resolve("later.json"), "{\"schemaVersion\": 7}")
                .toString();
        String none = Files.writeString(directory.resolve("none.json"), "{}").toString();

        assertThat(Executed.of("report", "diff", good, later)).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.out()).isEmpty();
            assertThat(e.err())
                    .isEqualTo(later + " is a conformance statement of schema version 7; this version of the suite"
                            + " reads version 1\n");
        });
        assertThat(Executed.of("report", "diff", none, good)).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).isEqualTo(none + " is no conformance statement: it has no schemaVersion\n");
        });
        assertThat(Executed.of("report", "diff", good, directory + "/nosuch.json"))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(2);
                    assertThat(e.err()).isEqualTo("there is no conformance statement " + directory + "/nosuch.json\n");
                });
        assertThat(Executed.of("report", "diff", "--tolerance", "-1", good, good))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(2);
                    assertThat(e.err()).startsWith("--tolerance is -1.0: expected a percentage from 0 on");
                });
        assertThat(Executed.of("report", "diff", good).code()).isEqualTo(2);
        assertThat(Executed.of("report")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).startsWith("A command is missing: diff");
        });
    }

    @Test
    void whatAStackToldObeysNoTerminal() throws IOException {
        JudgedExpectation failed = expectation("STORAGE-03", Verdict.FAIL);
        String json = SampleFile.of("run-2", failed).json().replace("It is FAIL.", "\\u001b[2Jgone\\nsecond line");
        String hostile =
                Files.writeString(directory.resolve("hostile.json"), json).toString();
        Executed diff = Executed.of("report", "diff", file("run-1", expectation("STORAGE-03", Verdict.PASS)), hostile);

        assertThat(diff.out()).contains("    \\u001b[2Jgone second line\n").doesNotContain("\u001b");
    }
}
