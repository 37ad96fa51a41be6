package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes of expectations whose method was not run. */
final class Outcomes {
    private Outcomes() {}

    static Outcome withoutJudging(Description expectation, Verdict verdict, String message, @Nullable String neededBy) {
        return of(expectation, verdict, message, neededBy, List.of(), List.of());
    }

    static Outcome blocked(Description expectation, String message, List<String> blockedBy, @Nullable String neededBy) {
        return of(expectation, Verdict.BLOCKED, message, neededBy, blockedBy, List.of());
    }

    /** @param evidence what is known of the stack that is not there */
    static Outcome withoutStack(
            Description expectation, String message, @Nullable String neededBy, List<Attachment> evidence) {
        return of(expectation, Verdict.ERROR, message, neededBy, List.of(), evidence);
    }

    private static Outcome of(
            Description expectation,
            Verdict verdict,
            String message,
            @Nullable String neededBy,
            List<String> blockedBy,
            List<Attachment> attachments) {
        return new Outcome(
                expectation,
                verdict,
                message,
                null,
                blockedBy,
                neededBy,
                null,
                List.of(),
                List.of(),
                attachments,
                List.of(),
                Instant.now(),
                Duration.ZERO);
    }
}
