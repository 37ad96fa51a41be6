package io.logstack.conformance.report.statement;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement says of one expectation.
 *
 * @param area the area's tag
 * @param statement what was expected
 * @param runbook the section that promises it
 * @param message why, for every verdict but PASS; empty for PASS
 * @param remedy what to do when it is violated
 * @param evidence in the order it was recorded
 * @param startedAt when judging began, prerequisites and waiting left out
 * @param seconds how long it took, prerequisites and waiting left out
 * @param prerequisites IDs of what must hold first
 * @param blockedBy IDs of the violated prerequisites, for BLOCKED
 * @param neededBy ID of the selected expectation that asked for this one when it was not selected itself, or null
 * @param judgeableFrom for INCONCLUSIVE: from when it can be judged, or null when that depends on traffic
 * @param exchanges number of the HTTP exchanges
 * @param attachments their names
 */
public record JudgedExpectation(
        String id,
        Verdict verdict,
        Level level,
        Safety safety,
        String area,
        String statement,
        Runbook runbook,
        String message,
        String remedy,
        List<Measured> evidence,
        Instant startedAt,
        double seconds,
        List<String> prerequisites,
        List<String> blockedBy,
        @Nullable String neededBy,
        @Nullable Instant judgeableFrom,
        int exchanges,
        List<String> attachments) {

    /**
     * A section of the runbook.
     *
     * @param section its title
     * @param anchor its anchor, without {@code #}
     */
    public record Runbook(String section, String anchor) {
        static Runbook of(RunbookSection section) {
            return new Runbook(section.title(), section.anchor());
        }
    }

    static JudgedExpectation of(Outcome outcome) {
        Description expectation = outcome.expectation();
        return new JudgedExpectation(
                expectation.id(),
                outcome.verdict(),
                expectation.level(),
                expectation.safety(),
                expectation.area().tag(),
                expectation.statement(),
                Runbook.of(expectation.runbook()),
                outcome.message(),
                expectation.remedy(),
                outcome.measurements().stream().map(Measured::of).toList(),
                outcome.startedAt(),
                outcome.took().toMillis() / 1e3,
                expectation.prerequisites().stream().map(JudgedExpectation::id).toList(),
                outcome.blockedBy(),
                outcome.neededBy(),
                outcome.judgeableFrom(),
                outcome.exchanges().size(),
                outcome.attachments().stream().map(Attachment::name).toList());
    }

    private static String id(Class<?> prerequisite) {
        Expectation annotation = prerequisite.getAnnotation(Expectation.class);
        return annotation == null ? prerequisite.getName() : annotation.id();
    }
}
