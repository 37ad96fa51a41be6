package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a run might tell of the suite's own expectations: that they hold, unless it is said otherwise. */
final class Told {
    static final Instant AT = Instant.parse("2026-11-25T20:00:00Z");

    private String description = "a homelab";
    private boolean simulated = true;
    private final Map<String, Outcome> otherwise = new java.util.HashMap<>();

    Told stack(String description, boolean simulated) {
        this.description = description;
        this.simulated = simulated;
        return this;
    }

    Told of(String id, Verdict verdict, String message, String... blockedBy) {
        return with(outcome(of(id), verdict, message, List.of(blockedBy)));
    }

    Told all(Verdict verdict, String message) {
        Catalogue.ofSuite()
                .descriptions()
                .forEach(expectation -> with(outcome(expectation, verdict, message, List.of())));
        return this;
    }

    Told with(Outcome outcome) {
        otherwise.put(outcome.expectation().id(), outcome);
        return this;
    }

    static Description of(String id) {
        return Catalogue.ofSuite().descriptions().stream()
                .filter(expectation -> expectation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Statement statement() {
        List<Outcome> outcomes = Catalogue.ofSuite().descriptions().stream()
                .map(expectation ->
                        otherwise.getOrDefault(expectation.id(), outcome(expectation, Verdict.PASS, "", List.of())))
                .toList();
        StackIdentity stack = new StackIdentity("embedded", simulated, description, Map.of("loki", "3.4.6"), 3);
        return new Statement("run-1", stack, "a profile", "abc", 42, AT, Duration.ofSeconds(9), outcomes);
    }

    static Outcome outcome(Description expectation, Verdict verdict, String message, List<String> blockedBy) {
        List<Measurement> measured = verdict.judged()
                ? List.of(new Measurement("time", 0.25, "seconds", "<= 2s", "http://loki:3100", AT))
                : List.of();
        return outcome(expectation, verdict, message, blockedBy, measured, List.of(), List.of(), List.of());
    }

    static Outcome outcome(
            Description expectation,
            Verdict verdict,
            String message,
            List<String> blockedBy,
            List<Measurement> measured,
            List<Exchange> exchanges,
            List<Attachment> attachments,
            List<Chart> charts) {
        return new Outcome(
                expectation,
                verdict,
                message,
                verdict.failsRun() ? new AssertionError(message) : null,
                blockedBy,
                null,
                null,
                measured,
                exchanges,
                attachments,
                charts,
                AT,
                Duration.ofMillis(120));
    }
}
