package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Labels;

/**
 * What the index knows of a chunk.
 *
 * @param key its object
 * @param from timestamp of its first entry
 * @param through timestamp of its last entry
 * @param bytes of its lines
 */
public record ChunkRef(String key, Labels labels, long from, long through, int entries, long bytes) {
    private static final long DAY = 86_400_000_000_000L;

    boolean overlaps(long start, long end) {
        return from < end && through >= start;
    }

    /** The day, counted from the epoch, whose index table names it. */
    long day() {
        return Math.floorDiv(from, DAY);
    }
}
