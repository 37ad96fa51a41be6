package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.StatementSchema;
import io.logstack.conformance.report.statement.UnreadableStatementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The statement on disk, and what lets a build pass. */
class StatementWriterTest {
    @TempDir
    private Path directory;

    private Path write(Outcome... outcomes) {
        Path file = directory.resolve("reports").resolve("conformance.json");
        new StatementWriter(file).runFinished(Sample.statement(outcomes));
        return file;
    }

    @Test
    void holdsWhatWasJudgedAndWhy() throws IOException {
        Path file = write(Sample.failed(), Sample.queries(Verdict.BLOCKED));

        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(json.path("run").asString()).isEqualTo("run-1");
        assertThat(json.path("conformant").asBoolean(true)).isFalse();
        assertThat(json.path("stack").path("simulated").asBoolean()).isTrue();
        assertThat(json.path("stack").path("nodes").asInt()).isEqualTo(3);
        assertThat(json.path("profile").path("hash").asString()).isEqualTo("abc123");
        assertThat(json.path("totals").path("FAIL").asInt()).isEqualTo(1);
        assertThat(json.path("totals").path("NOT-RUN").asInt(-1)).isZero();
        assertThat(json.path("rootCauses").toString()).isEqualTo("[\"STORAGE-03\"]");
        JsonNode bucket = json.path("expectations").path(0);
        assertThat(bucket.path("id").asString()).isEqualTo("STORAGE-03");
        assertThat(bucket.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(bucket.path("runbook").path("anchor").asString()).isEqualTo("s3-storage-issues");
        assertThat(bucket.path("seconds").asDouble()).isEqualTo(0.12);
        assertThat(bucket.path("evidence").path(0).path("value").isInt()).isTrue();
        assertThat(bucket.path("evidence").path(1).path("value").asString()).isEqualTo("NaN");
        assertThat(bucket.path("attachments").toString()).isEqualTo("[\"Pods\"]");
        JsonNode queries = json.path("expectations").path(1);
        assertThat(queries.path("blockedBy").toString()).isEqualTo("[\"STORAGE-03\"]");
        assertThat(queries.path("prerequisites").toString()).isEqualTo("[\"STORAGE-03\"]");
        assertThat(queries.path("judgeableFrom").isNull()).isTrue();
    }

    @Test
    void saysWhatTheRunAnnounced() throws IOException {
        Path file = directory.resolve("conformance.json");
        StatementWriter writer = new StatementWriter(file);
        writer.runAnnounced(Sample.UNDERTAKING);
        writer.runFinished(Sample.statement(Sample.passed()));

        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        JsonNode announcement = json.path("announcement");
        assertThat(announcement.path("target").path("cluster").asString()).isEqualTo("https://k8s:6443");
        assertThat(announcement.path("target").path("context").asString()).isEqualTo("prod");
        assertThat(announcement.path("target").path("user").asString()).isEqualTo("jane");
        assertThat(announcement.path("namespaces").toString()).isEqualTo("[\"monitoring\",\"storage\"]");
        assertThat(announcement.path("safety").asString()).isEqualTo("DISRUPT");
        assertThat(announcement.path("creates").toString()).isEqualTo("[\"probe pods\",\"test objects\"]");
        assertThat(announcement.path("disrupts").toString()).isEqualTo("[\"RECOVERY-01: Loki comes back\"]");
        assertThat(json.path("refusal").isNull()).isTrue();
    }

    @Test
    void saysWhyARunWasRefused() throws IOException {
        Path file = directory.resolve("conformance.json");
        StatementWriter writer = new StatementWriter(file);
        writer.runAnnounced(Sample.UNDERTAKING);
        writer.runRefused("Nothing is judged:\n  a right is missing\n");
        writer.runFinished(Sample.statement(Sample.queries(Verdict.ERROR)));

        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(json.path("refusal").asString()).isEqualTo("Nothing is judged:\n  a right is missing\n");
        assertThat(json.path("announcement").path("target").path("user").asString())
                .isEqualTo("jane");
        assertThat(json.path("judgedAnything").asBoolean(true)).isFalse();
    }

    @Test
    void theSchemaThatItNamesLiesWhereItSays() throws IOException {
        Path file = write(Sample.passed());

        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(json.path("announcement").isNull()).isTrue();
        assertThat(file.resolveSibling(json.path("$schema").asString())).hasContent(StatementSchema.text());
    }

    @Test
    void saysFromWhenItCanBeJudged() throws IOException {
        Path file = write(Sample.passed(), Sample.queries(Verdict.INCONCLUSIVE));
        JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(json.path("expectations").path(1).path("judgeableFrom").asString())
                .isEqualTo("2026-11-22T21:00:00Z");
    }

    @Test
    void replacesAnEarlierOneAndLeavesNothingElse() throws IOException {
        write(Sample.failed());
        Path file = write(Sample.passed());

        assertThatCode(() -> StatementCheck.check(file, "run-1")).doesNotThrowAnyException();
        try (var files = Files.list(directory.resolve("reports"))) {
            assertThat(files).containsExactlyInAnyOrder(file, directory.resolve("reports/schema"));
        }
    }

    /** So every statement that a test makes a run write has been held to the schema. */
    @Test
    void whatViolatesTheSchemaIsNotWrittenUnnoticedByATest() {
        assertThat(StatementWriter.class.desiredAssertionStatus())
                .as("assertions are enabled, as build tools do for tests: -ea")
                .isTrue();
        Statement statement = Sample.statement(Sample.passed());
        Statement broken = new Statement(
                statement.run(),
                statement.stack(),
                statement.profile(),
                "no hash",
                statement.seed(),
                statement.startedAt(),
                statement.took(),
                statement.outcomes());
        Path file = directory.resolve("conformance.json");

        assertThatThrownBy(() -> new StatementWriter(file).runFinished(broken))
                .isInstanceOf(UnreadableStatementException.class)
                .hasMessageStartingWith(file + " is no conformance statement: /profile/hash ");
    }

    @Test
    void halfACharacterDoesNotCostTheFile() throws IOException {
        WholeFile.write(directory.resolve("half"), "a\ud800b");
        assertThat(directory.resolve("half")).hasContent("a?b");
    }

    @Test
    void aConformantRunPasses() {
        Path file = write(Sample.passed(), Sample.queries(Verdict.INCONCLUSIVE));
        assertThatCode(() -> StatementCheck.main(file.toString(), "run-1")).doesNotThrowAnyException();
    }

    @Test
    void noStatementIsARunThatJudgedNothing() {
        assertThatThrownBy(() -> StatementCheck.check(directory.resolve("conformance.json"), "run-1"))
                .isInstanceOf(StatementCheck.ObjectionException.class)
                .hasMessageContaining("this run judged nothing")
                .hasMessageContaining("conformance.json")
                .hasMessageContaining("-Dgroups");
    }

    @Test
    void anotherRunsStatementIsNotThisRuns() {
        Path file = write(Sample.passed());
        assertThatThrownBy(() -> StatementCheck.check(file, "run-2"))
                .hasMessageContaining("this run judged nothing")
                .hasMessageContaining("of run run-1, not of run-2");
    }

    @Test
    void aRunThatJudgedNothingDoesNotPass() {
        Path file = write(Sample.queries(Verdict.NOT_APPLICABLE));
        assertThatThrownBy(() -> StatementCheck.check(file, "run-1"))
                .hasMessageContaining("this run judged nothing: 1 NOT-APPLICABLE");
    }

    @Test
    void aViolationDoesNotPassAndIsNamed() {
        Path file = write(Sample.failed());
        assertThatThrownBy(() -> StatementCheck.check(file, "run-1"))
                .hasMessageContaining("not conformant; root causes: STORAGE-03");
    }

    @Test
    void whatIsNoStatementDoesNotPass() throws IOException {
        Path file = Files.writeString(directory.resolve("conformance.json"), "{\"run\": ");
        assertThatThrownBy(() -> StatementCheck.check(file, "run-1"))
                .isInstanceOf(StatementCheck.ObjectionException.class)
                .hasMessageContaining("is no conformance statement");
        Files.writeString(file, "{\"run\": \"run-1\", \"judgedAnything\": true, \"conformant\": true}");
        assertThatThrownBy(() -> StatementCheck.check(file, "run-1"))
                .isInstanceOf(StatementCheck.ObjectionException.class)
                .hasMessageContaining("is no conformance statement: it has no schemaVersion");
    }
}
