package io.logstack.conformance.homelab;

import java.time.Duration;

/**
 * How fast the homelab lives. The real parts take minutes where these take a second, so that a run need not wait.
 *
 * @param flush how often Loki writes what it has to the bucket
 * @param compaction how often the compactor runs
 * @param lokiReady how long after its start Loki says that it is not ready
 * @param alloyBatch how long an Alloy collects before it sends
 * @param canaryInterval between two entries of a canary
 * @param canaryMissing after which a canary's entry is missing
 * @param scrape between two scrapes of a target
 * @param rules between two evaluations of the rules
 * @param prometheusWindow how long Prometheus keeps samples
 * @param linesPerSecond that each container writes, on average
 * @param ingestionLag how long {@link Fault#INGESTION_LAG} holds lines back
 * @param slowness how much longer queries take under {@link Fault#SLOW_QUERIES}
 */
public record Pacing(
        Duration flush,
        Duration compaction,
        Duration lokiReady,
        Duration alloyBatch,
        Duration canaryInterval,
        Duration canaryMissing,
        Duration scrape,
        Duration rules,
        Duration prometheusWindow,
        double linesPerSecond,
        Duration ingestionLag,
        Duration slowness) {
    /** Waits stay around a second or two. What is done more often costs more than it tells. */
    public static final Pacing DEFAULT = new Pacing(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMinutes(12),
            3,
            Duration.ofMinutes(1),
            Duration.ofSeconds(3));

    public Pacing withCompaction(Duration other) {
        return new Pacing(
                flush,
                other,
                lokiReady,
                alloyBatch,
                canaryInterval,
                canaryMissing,
                scrape,
                rules,
                prometheusWindow,
                linesPerSecond,
                ingestionLag,
                slowness);
    }

    public Pacing withIngestionLag(Duration other) {
        return new Pacing(
                flush,
                compaction,
                lokiReady,
                alloyBatch,
                canaryInterval,
                canaryMissing,
                scrape,
                rules,
                prometheusWindow,
                linesPerSecond,
                other,
                slowness);
    }

    public Pacing withSlowness(Duration other) {
        return new Pacing(
                flush,
                compaction,
                lokiReady,
                alloyBatch,
                canaryInterval,
                canaryMissing,
                scrape,
                rules,
                prometheusWindow,
                linesPerSecond,
                ingestionLag,
                other);
    }
}
