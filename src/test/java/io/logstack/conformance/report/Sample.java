package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.Query;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.catalog.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements to report. */
final class Sample {
    static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    static final StackIdentity STACK =
            new StackIdentity("embedded", true, "a homelab in this JVM", Map.of("loki", "3.4.6"), 3);

    static final Undertaking UNDERTAKING = new Undertaking(
            "run-1",
            new Target("context prod at https://k8s:6443", "https://k8s:6443", "prod", "jane"),
            List.of("monitoring", "storage"),
            Safety.DISRUPT,
            List.of("probe pods", "test objects"),
            List.of("RECOVERY-01: Loki comes back"));

    private Sample() {}

    @Storage
    @Probe
    @Expectation(
            id = "STORAGE-03",
            level = Level.MUST,
            runbook = RunbookSection.S3_STORAGE_ISSUES,
            statement = "The bucket can be listed",
            remedy = "Check the credentials.",
            requires = Capability.OBJECT_STORE)
    static class Bucket {}

    @Query
    @Observe
    @Expectation(
            id = "QUERY-01",
            level = Level.SHOULD,
            runbook = RunbookSection.QUERY_OPTIMIZATION,
            statement = "Queries are fast",
            remedy = "Shorten the range.",
            prerequisites = Bucket.class)
    static class Queries {}

    static Outcome passed() {
        return outcome(Bucket.class, Verdict.PASS, "", null, List.of());
    }

    static Outcome failed() {
        return outcome(
                Bucket.class,
                Verdict.FAIL,
                "s3://loki-chunks answered 403,\nexpected 200",
                new AssertionError("s3://loki-chunks answered 403"),
                List.of());
    }

    static Outcome queries(Verdict verdict) {
        return outcome(
                Queries.class,
                verdict,
                verdict == Verdict.PASS ? "" : "About the queries.",
                null,
                verdict == Verdict.BLOCKED ? List.of("STORAGE-03") : List.of());
    }

    /** A violation that says and has measured what a stack told. */
    static Outcome told(String message, Measurement... evidence) {
        return told(Verdict.FAIL, message, evidence);
    }

    /** A violation that is waived, and says what a stack told. */
    static Outcome warned(String message) {
        return told(Verdict.WARN, message);
    }

    private static Outcome told(Verdict verdict, String message, Measurement... evidence) {
        return new Outcome(
                Description.of(Bucket.class),
                verdict,
                message,
                new AssertionError(message),
                List.of(),
                null,
                null,
                List.of(evidence),
                List.of(),
                List.of(),
                List.of(),
                START,
                Duration.ofMillis(120));
    }

    static Measurement measurement(String name, Object value, String unit, @Nullable String threshold) {
        return new Measurement(name, value, unit, threshold, "a fake", START);
    }

    static Statement statement(Outcome... outcomes) {
        return new Statement(
                "run-1", STACK, "embedded", "abc123", 42, START, Duration.ofMillis(1500), List.of(outcomes));
    }

    private static Outcome outcome(
            Class<?> type, Verdict verdict, String message, @Nullable Throwable failure, List<String> blockedBy) {
        boolean judged = verdict.judged();
        return new Outcome(
                Description.of(type),
                verdict,
                message,
                failure,
                blockedBy,
                null,
                verdict == Verdict.INCONCLUSIVE ? START.plusSeconds(3600) : null,
                judged
                        ? List.of(
                                new Measurement("objects", 7, "objects", "> 0", "s3://loki-chunks", START),
                                new Measurement("p95", Double.NaN, "seconds", null, "a \"quoted\", source", START))
                        : List.of(),
                judged
                        ? List.of(new Exchange(
                                START,
                                "s3",
                                "GET",
                                URI.create("http://s3/loki-chunks"),
                                "",
                                200,
                                "<ListBucketResult/>",
                                Duration.ofMillis(3),
                                null))
                        : List.of(),
                failure == null ? List.of() : List.of(new Attachment("Pods", "text/plain", "loki-0 0/2")),
                List.of(),
                START,
                Duration.ofMillis(120));
    }
}
