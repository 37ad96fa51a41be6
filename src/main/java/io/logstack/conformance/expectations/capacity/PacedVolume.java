package io.logstack.conformance.expectations.capacity;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;

/**
 * The projected weekly rate with its headroom, as lines to push.
 *
 * @param rate bytes a second
 * @param lines how many, as many as the workload has or fewer
 * @param length bytes of each line
 * @param streams that they are spread over
 * @param batch lines to a push
 */
record PacedVolume(double rate, int lines, int length, int streams, int batch) {
    private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

    /** Shorter lines would be more of them than it takes. */
    private static final int SHORTEST_LINE = 512;

    /**
     * What the profile asks for.
     *
     * @throws InconclusiveException when the workload's bounds do not let so many bytes be pushed
     */
    static PacedVolume of(Profile profile) {
        Profile.Capacity capacity = profile.capacity();
        Profile.Workload bounds = profile.workload();
        double rate = capacity.projectedWeekly().bytes() / WEEK_SECONDS * (100 + capacity.headroom()) / 100;
        long total = (long) Math.ceil(rate * capacity.pacedFor().toNanos() / 1e9);
        long most = bounds.lines() * bounds.longestLine().bytes();
        if (total > most) {
            throw new InconclusiveException(
                    "At " + Math.round(rate) + " bytes/s for " + Durations.text(capacity.pacedFor()) + " " + total
                            + " bytes are to be pushed, and workload.lines lines of workload.longest-line are " + most
                            + ": it can be judged with more or longer lines, or a shorter capacity.paced-for.",
                    null);
        }
        int lines = (int) Math.max(1, Math.min(bounds.lines(), total / SHORTEST_LINE));
        int length = (int) Math.max(SHORTEST_LINE, (total + lines - 1) / lines);
        // As many pushes as may be: the more there are, the surer is their P95.
        int batch = Math.max(1, lines / profile.queries().samplesLimit());
        return new PacedVolume(rate, lines, length, Math.min(bounds.streams(), batch), batch);
    }

    SyntheticLogs logs(Workload workload, Instant start) {
        return workload.volume("paced", start, lines, streams, batch, length);
    }

    /** Bytes of so many lines. */
    long bytes(long count) {
        return count * length;
    }

    /** How long the lines of a push take to come, at this rate. */
    Duration interval(SyntheticLogs.Batch push) {
        return Duration.ofNanos((long) (bytes(push.lines()) / rate * 1e9));
    }
}
