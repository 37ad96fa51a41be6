package io.logstack.conformance.homelab.loki;

import java.time.Duration;

/**
 * {@code limits_config}, as far as it is enforced.
 *
 * @param maxLineSize bytes
 * @param rejectOldSamplesMaxAge how old an entry may be when it comes
 * @param creationGracePeriod how far ahead of the clock it may be
 * @param outOfOrderWindow how far behind the newest of its stream it may be: half of {@code max_chunk_age}
 * @param maxEntriesPerQuery highest {@code limit}
 * @param maxQueryLength longest range of a query
 * @param maxQuerySeries most series of a metric query
 * @param ingestionRate bytes a second, and at once
 * @param perStreamRate bytes a second, and at once
 */
public record LokiLimits(
        int maxLineSize,
        int maxLabelNames,
        int maxLabelNameLength,
        int maxLabelValueLength,
        Duration rejectOldSamplesMaxAge,
        Duration creationGracePeriod,
        Duration outOfOrderWindow,
        int maxEntriesPerQuery,
        Duration maxQueryLength,
        int maxQuerySeries,
        Rate ingestionRate,
        Rate perStreamRate) {
    /** What a Loki without configuration has. */
    public static final LokiLimits DEFAULT = new LokiLimits(
            256 << 10,
            15,
            1024,
            2048,
            Duration.ofDays(7),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            5000,
            Duration.ofHours(721),
            500,
            new Rate(4 << 20, 6 << 20),
            new Rate(3 << 20, 15 << 20));

    /** The ingestion rate under {@link io.logstack.conformance.homelab.Fault#PUSH_THROTTLED}: enough for today's logs. */
    public static final Rate THROTTLED = new Rate(64 << 10, 256 << 10);

    /** Bytes a second in the long run, and at once. */
    public record Rate(long perSecond, long burst) {}

    /** With other rates. */
    public LokiLimits withRates(Rate ingestion, Rate perStream) {
        return new LokiLimits(
                maxLineSize,
                maxLabelNames,
                maxLabelNameLength,
                maxLabelValueLength,
                rejectOldSamplesMaxAge,
                creationGracePeriod,
                outOfOrderWindow,
                maxEntriesPerQuery,
                maxQueryLength,
                maxQuerySeries,
                ingestion,
                perStream);
    }
}
