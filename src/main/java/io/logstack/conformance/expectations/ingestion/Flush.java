package io.logstack.conformance.expectations.ingestion;

import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.OptionalDouble;

/**
 * A flush of what was pushed, seen in Loki's own count of chunks. It flushes what the operator's streams have in memory
 * too, in small chunks, so that a live cluster is spared it where nothing may be disturbed.
 */
public final class Flush {
    private static final String FLUSHED = "loki_ingester_chunks_flushed_total";

    /** Empty once all that the flush asked for has been taken up. */
    private static final String QUEUE = "loki_ingester_flush_queue_length";

    private final Loki loki;
    private final Profile profile;
    private final int streams;
    private final OptionalDouble before;
    private boolean seen;

    /**
     * Counts what was flushed before the push.
     *
     * @param streams whose chunks must be counted as flushed at least
     */
    public Flush(Loki loki, Profile profile, int streams) {
        this.loki = loki;
        this.profile = profile;
        this.streams = streams;
        this.before = count();
    }

    /** Asks for the flush and waits until it is seen; says what came of it. */
    public String request() {
        if (profile.tier() == Tier.LIVE && !profile.safety().admits(Safety.DISRUPT)) {
            return "not asked for on a live cluster at safety " + profile.safety();
        }
        if (before.isEmpty()) {
            return "cannot be seen: the metrics cannot be read";
        }
        try {
            if (!loki.flush()) {
                return "not offered";
            }
            Metrics after = new Look(profile)
                    .until(
                            "the chunks of what was pushed are flushed",
                            profile.timeouts().settle(),
                            loki::metrics,
                            this::flushed);
            seen = flushed(after);
            return (seen ? "seen" : "not seen") + ": " + FLUSHED + " grew by " + (count(after) - before.getAsDouble());
        } catch (NoAnswerException e) {
            // Whether chunks reach the bucket is STORAGE-06's affair; the lines are still owed from memory.
            return "not done: " + e.getMessage();
        }
    }

    /** Whether it was seen, in Loki's own count. */
    public boolean seen() {
        return seen;
    }

    private boolean flushed(Metrics metrics) {
        return count(metrics) - before.orElse(Double.NaN) >= streams
                && metrics.sum(QUEUE).orElse(0) == 0;
    }

    private OptionalDouble count() {
        try {
            return OptionalDouble.of(count(loki.metrics()));
        } catch (NoAnswerException e) {
            // HEALTH-07 judges the page; here it only means that a flush cannot be seen.
            return OptionalDouble.empty();
        }
    }

    /** Its series are created by the first chunk that is flushed. */
    private static double count(Metrics metrics) {
        return metrics.sum(FLUSHED).orElse(0);
    }
}
