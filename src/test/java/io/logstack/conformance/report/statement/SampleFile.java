package io.logstack.conformance.report.statement;

import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation.Runbook;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements' files. */
public final class SampleFile {
    static final Instant AT = Instant.parse("2026-11-22T20:00:00Z");
    static final StatementFile.Stack STACK = new StatementFile.Stack("live", false, "prod", Map.of("loki", "3.4.6"), 3);
    static final StatementFile.Profile PROFILE = new StatementFile.Profile("live", "abc123");

    private SampleFile() {}

    public static StatementFile of(String run, JudgedExpectation... expectations) {
        return of(run, STACK, PROFILE, expectations);
    }

    static StatementFile of(
            String run, StatementFile.Stack stack, StatementFile.Profile profile, JudgedExpectation... expectations) {
        Map<Verdict, Long> totals = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            totals.put(
                    verdict,
                    Arrays.stream(expectations)
                            .filter(expectation -> expectation.verdict() == verdict)
                            .count());
        }
        List<String> rootCauses = Arrays.stream(expectations)
                .filter(expectation -> expectation.verdict().failsRun())
                .map(JudgedExpectation::id)
                .toList();
        return new StatementFile(
                "schema/conformance-1.schema.json",
                1,
                run,
                rootCauses.isEmpty(),
                true,
                AT,
                1.5,
                stack,
                profile,
                42,
                new Announcement(
                        new Announcement.Target("prod", "https://k8s:6443", "prod", "jane"),
                        List.of("monitoring"),
                        Safety.PROBE,
                        List.of("probe pods"),
                        List.of()),
                null,
                totals,
                rootCauses,
                List.of(expectations));
    }

    public static JudgedExpectation expectation(String id, Verdict verdict, Measured... evidence) {
        return expectation(id, verdict, 0.12, evidence);
    }

    static JudgedExpectation expectation(String id, Verdict verdict, double seconds, Measured... evidence) {
        return new JudgedExpectation(
                id,
                verdict,
                Level.MUST,
                Safety.PROBE,
                "storage",
                "The bucket can be listed",
                new Runbook("S3 Storage Issues", "s3-storage-issues"),
                verdict == Verdict.PASS ? "" : "It is " + verdict + ".",
                "Check the credentials.",
                List.of(evidence),
                AT,
                seconds,
                List.of("STORAGE-01"),
                List.of(),
                null,
                null,
                2,
                List.of("Pods"));
    }

    static Measured measured(String name, Object value, String unit, @Nullable String threshold) {
        return new Measured(name, value, unit, threshold, "s3://loki-chunks", AT);
    }
}
