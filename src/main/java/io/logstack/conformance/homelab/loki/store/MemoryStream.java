package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import java.util.ArrayList;
import java.util.List;

/** A stream's entries that are not in the bucket yet, oldest first. Guarded by its store. */
final class MemoryStream {
    final Labels labels;
    private List<Entry> entries = new ArrayList<>();
    /** What a flush is writing; still read from here until it is in the bucket. */
    private List<Entry> leaving = List.of();

    private long newest = Long.MIN_VALUE;

    MemoryStream(Labels labels) {
        this.labels = labels;
    }

    /** Timestamp of the newest entry that ever came; there is one. */
    long newest() {
        return newest;
    }

    boolean isNew() {
        return newest == Long.MIN_VALUE;
    }

    boolean isEmpty() {
        return entries.isEmpty() && leaving.isEmpty();
    }

    boolean hasChunk() {
        return !isEmpty();
    }

    /** Puts an entry in its place; the same line at the same moment once more changes nothing. */
    void add(Entry entry) {
        newest = Math.max(newest, entry.timestamp());
        int at = entries.size();
        while (at > 0 && entries.get(at - 1).timestamp() > entry.timestamp()) {
            at = at > 64 ? place(entry.timestamp()) : at - 1;
        }
        for (int i = at - 1; i >= 0 && entries.get(i).timestamp() == entry.timestamp(); i--) {
            if (entries.get(i).line().equals(entry.line())) {
                return;
            }
        }
        entries.add(at, entry);
    }

    /** Behind the last entry that is not newer. */
    private int place(long timestamp) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).timestamp() <= timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds what lies in {@code [start, end)}, as one or two sorted runs. */
    void collect(long start, long end, List<List<Entry>> runs) {
        addRange(leaving, start, end, runs);
        addRange(entries, start, end, runs);
    }

    private static void addRange(List<Entry> sorted, long start, long end, List<List<Entry>> runs) {
        int from = Timeline.firstFrom(sorted, start);
        int to = Timeline.firstFrom(sorted, end);
        if (from < to) {
            runs.add(new ArrayList<>(sorted.subList(from, to)));
        }
    }

    /** All entries, for a flush: they stay readable until {@link #left} or {@link #returned}. */
    List<Entry> leave() {
        leaving = entries;
        entries = new ArrayList<>();
        return leaving;
    }

    void left() {
        leaving = List.of();
    }

    void returned() {
        List<Entry> back = leaving;
        List<Entry> since = entries;
        leaving = List.of();
        entries = new ArrayList<>(back);
        since.forEach(this::add);
    }

    /** Drops what is older. */
    void removeBefore(long timestamp) {
        entries.subList(0, Timeline.firstFrom(entries, timestamp)).clear();
    }

    /** Everything, for the write-ahead log. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>(leaving);
        all.addAll(entries);
        return all;
    }
}
