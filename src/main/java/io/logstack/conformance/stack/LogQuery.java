package io.logstack.conformance.stack;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range query.
 *
 * @param start nanoseconds since the epoch, inclusive
 * @param end nanoseconds since the epoch, exclusive for log queries
 * @param limit most entries to return
 * @param forward oldest first
 * @param step resolution of a metric query, or null for a log query
 */
public record LogQuery(
        String logql,
        long start,
        long end,
        int limit,
        boolean forward,
        @Nullable Duration step) {
    /** The oldest entries first. */
    public static LogQuery forward(String logql, Instant start, Instant end, int limit) {
        return new LogQuery(logql, nanos(start), nanos(end), limit, true, null);
    }

    /** The newest entries first. */
    public static LogQuery backward(String logql, Instant start, Instant end, int limit) {
        return new LogQuery(logql, nanos(start), nanos(end), limit, false, null);
    }

    /** Nanoseconds since the epoch, as Loki counts time. */
    public static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
