package io.logstack.conformance.report.statement;

import io.logstack.conformance.catalog.Verdict;
import org.jspecify.annotations.Nullable;

/** One thing in which a later statement differs from an earlier one. */
public sealed interface Difference {
    /**
     * The stack, or what it is held to, is another one.
     *
     * @param what such as {@code tier} or {@code version of loki}
     * @param before null where the earlier statement has none
     * @param after null where the later statement has none
     */
    record Circumstance(
            String what, @Nullable String before, @Nullable String after) implements Difference {}

    /**
     * Another verdict.
     *
     * @param statement what is expected
     * @param before null where the earlier catalogue has no such expectation
     * @param after null where the later catalogue has no such expectation
     * @param message why, as the later run has it
     */
    record OfVerdict(
            String id,
            Turn turn,
            @Nullable Verdict before,
            @Nullable Verdict after,
            String statement,
            String message) implements Difference {}

    /**
     * Another number was measured.
     *
     * @param measurement without what changes from run to run
     * @param threshold what the later run holds it against, or null
     */
    record OfMeasurement(
            String id,
            String measurement,
            double before,
            double after,
            String unit,
            @Nullable String threshold) implements Difference {}

    /** Judging took longer, or less long, in seconds. */
    record OfDuration(String id, double before, double after) implements Difference {}
}
