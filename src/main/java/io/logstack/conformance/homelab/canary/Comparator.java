package io.logstack.conformance.homelab.canary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares what was written with what comes back, by timestamps in nanoseconds. Used by one thread at a time. */
final class Comparator {
    /** One entry in so many is looked for again. */
    private static final int SPOT_CHECKED_OF = 5;

    private final CanaryMetrics metrics;
    private final long wait;
    private final long spotCheckAge;
    private final Consumer<String> log;
    private final NavigableSet<Long> sent = new TreeSet<>();
    private final NavigableSet<Long> awaited = new TreeSet<>();
    private final NavigableSet<Long> toCheckAgain = new TreeSet<>();
    private final NavigableMap<Long, Integer> seen = new TreeMap<>();

    Comparator(CanaryMetrics metrics, Duration wait, Duration spotCheckAge, Consumer<String> log) {
        this.metrics = metrics;
        this.wait = wait.toNanos();
        this.spotCheckAge = spotCheckAge.toNanos();
        this.log = log;
    }

    void wrote(long timestamp) {
        metrics.entries.inc();
        sent.add(timestamp);
        awaited.add(timestamp);
    }

    /** Since when entries are awaited, or {@code now} when all are back. */
    long oldestAwaited(long now) {
        return awaited.isEmpty() ? now : awaited.first();
    }

    /** Takes what Loki returned of the time between {@code from} and {@code now}. */
    void received(List<Long> timestamps, long now) {
        long previous = Long.MIN_VALUE;
        Set<Long> inThisAnswer = new HashSet<>();
        for (long timestamp : timestamps) {
            if (timestamp < previous) {
                metrics.outOfOrder.inc();
                log.accept("out of order entry " + timestamp + ", after " + previous);
            }
            previous = Math.max(previous, timestamp);
            if (!inThisAnswer.add(timestamp)) {
                duplicate(timestamp);
            } else if (awaited.remove(timestamp)) {
                back(timestamp, now);
            } else if (!sent.contains(timestamp) && seen.merge(timestamp, 1, Integer::sum) == 1) {
                metrics.unexpected.inc();
                log.accept("received an unexpected entry with ts " + timestamp);
            }
        }
        missing(now);
    }

    private void duplicate(long timestamp) {
        if (seen.merge(timestamp, 2, Integer::sum) == 2) {
            metrics.duplicates.inc();
            log.accept("received a duplicate entry for ts " + timestamp);
        }
    }

    private void back(long timestamp, long now) {
        metrics.latency.observe((now - timestamp) / 1e9);
        if ((timestamp / 1_000_000) % SPOT_CHECKED_OF == 0) {
            toCheckAgain.add(timestamp);
        }
    }

    private void missing(long now) {
        List<Long> late = new ArrayList<>(awaited.headSet(now - wait));
        for (long timestamp : late) {
            awaited.remove(timestamp);
            sent.remove(timestamp);
            metrics.websocketMissing.inc();
            metrics.missing.inc();
            log.accept("failed to receive entry " + timestamp + " within the wait duration");
        }
        long forgotten = now - 20 * Math.max(wait, spotCheckAge);
        sent.headSet(forgotten).clear();
        seen.headMap(forgotten).clear();
    }

    /** Entries that are old enough for the second look, none when it is not yet time. */
    List<Long> dueForSecondLook(long now) {
        return List.copyOf(toCheckAgain.headSet(now - spotCheckAge));
    }

    /** Takes what Loki returned of the time of those entries. */
    void secondLook(List<Long> due, List<Long> returned) {
        Set<Long> found = new HashSet<>(returned);
        for (long timestamp : due) {
            toCheckAgain.remove(timestamp);
            metrics.spotChecks.inc();
            if (!found.contains(timestamp)) {
                metrics.spotCheckMissing.inc();
                log.accept("spot check could not find entry " + timestamp);
            }
        }
    }
}
