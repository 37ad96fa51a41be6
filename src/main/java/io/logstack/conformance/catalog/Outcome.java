package io.logstack.conformance.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found out about one expectation.
 *
 * @param verdict the verdict
 * @param message why, for every verdict but PASS; empty for PASS
 * @param failure what was thrown, for FAIL, WARN by violation, and ERROR; null otherwise
 * @param blockedBy IDs of the violated prerequisites, for BLOCKED
 * @param neededBy ID of the selected expectation that asked for this one when it was not selected itself, or null
 * @param judgeableFrom for INCONCLUSIVE: from when it can be judged, or null when that depends on traffic
 * @param measurements the evidence, in the order it was recorded
 * @param exchanges the HTTP exchanges, in order, bounded
 * @param attachments further evidence and, on failure, diagnostics
 * @param charts what reports are to draw, in the order it was recorded
 * @param startedAt when judging began, prerequisites and waiting left out
 * @param took how long it took, prerequisites and waiting left out
 */
public record Outcome(
        Description expectation,
        Verdict verdict,
        String message,
        @Nullable Throwable failure,
        List<String> blockedBy,
        @Nullable String neededBy,
        @Nullable Instant judgeableFrom,
        List<Measurement> measurements,
        List<Exchange> exchanges,
        List<Attachment> attachments,
        List<Chart> charts,
        Instant startedAt,
        Duration took) {

    /** Whether the expectation was seen violated, so that what depends on it can only repeat it. */
    public boolean blocksDependents() {
        return verdict == Verdict.FAIL
                || verdict == Verdict.ERROR
                || verdict == Verdict.BLOCKED
                || (verdict == Verdict.WARN && failure instanceof AssertionError);
    }
}
