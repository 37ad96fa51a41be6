package io.logstack.conformance.report.history;

import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.Measured;
import io.logstack.conformance.report.statement.StatementFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs, one each night. */
final class Nights {
    static final Build LOCAL = new Build("local", "Local", "", 1L, "", "", "");
    private static final Instant FIRST = Instant.parse("2026-11-01T02:17:00.5Z");

    private Nights() {}

    static PastRun run(int night, JudgedExpectation... judged) {
        return run(night, "embedded", LOCAL, judged);
    }

    static PastRun run(int night, String profile, Build build, JudgedExpectation... judged) {
        List<JudgedExpectation> all = List.of(judged);
        List<String> causes = all.stream()
                .filter(one -> one.verdict().failsRun())
                .map(JudgedExpectation::id)
                .toList();
        Map<Verdict, Long> totals = Arrays.stream(Verdict.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        verdict -> all.stream()
                                .filter(one -> one.verdict() == verdict)
                                .count()));
        return new PastRun(
                new StatementFile(
                        "schema/conformance-1.schema.json",
                        1,
                        "night-" + night,
                        causes.isEmpty(),
                        true,
                        FIRST.plus(Duration.ofDays(night)),
                        10,
                        new StatementFile.Stack("embedded", true, "night " + night, Map.of(), 3),
                        new StatementFile.Profile(profile, "abc"),
                        42,
                        null,
                        null,
                        totals,
                        causes,
                        all),
                build);
    }

    /** The same run, if it had taken so long. */
    static PastRun lasting(PastRun run, double seconds) {
        StatementFile was = run.statement();
        return new PastRun(
                new StatementFile(
                        was.schema(),
                        was.schemaVersion(),
                        was.run(),
                        was.conformant(),
                        was.judgedAnything(),
                        was.startedAt(),
                        seconds,
                        was.stack(),
                        was.profile(),
                        was.seed(),
                        was.announcement(),
                        was.refusal(),
                        was.totals(),
                        was.rootCauses(),
                        was.expectations()),
                run.build());
    }

    static JudgedExpectation judged(String id, Verdict verdict) {
        return judged(id, verdict, 0.1);
    }

    static JudgedExpectation judged(String id, Verdict verdict, double seconds, Measured... evidence) {
        return new JudgedExpectation(
                id,
                verdict,
                Level.MUST,
                Safety.OBSERVE,
                "storage",
                "Expected of " + id,
                new JudgedExpectation.Runbook("Storage Usage", "storage-usage"),
                verdict == Verdict.PASS ? "" : "About <b>" + id + "</b>",
                "Do something.",
                List.of(evidence),
                FIRST,
                seconds,
                List.of(),
                List.of(),
                null,
                null,
                0,
                List.of());
    }

    static Measured measured(String name, Object value, String unit, String threshold) {
        return new Measured(name, value, unit, threshold, "somewhere", FIRST);
    }
}
