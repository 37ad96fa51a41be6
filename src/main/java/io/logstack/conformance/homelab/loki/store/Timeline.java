package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Entries in the order of time. */
final class Timeline {
    private Timeline() {}

    /** Index of the first entry that is not older than the timestamp. */
    static int firstFrom(List<Entry> sorted, long timestamp) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).timestamp() < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One run of several: by time, entries of one moment in the order of the runs, the same line at the same moment once. */
    static List<Entry> merge(List<List<Entry>> runs) {
        if (runs.size() == 1) {
            return runs.get(0);
        }
        List<Entry> all = new ArrayList<>();
        runs.forEach(all::addAll);
        all.sort(Comparator.comparingLong(Entry::timestamp));
        List<Entry> merged = new ArrayList<>(all.size());
        Set<String> lines = new HashSet<>();
        long moment = Long.MIN_VALUE;
        for (Entry entry : all) {
            if (entry.timestamp() != moment) {
                lines.clear();
                moment = entry.timestamp();
            }
            if (lines.add(entry.line())) {
                merged.add(entry);
            }
        }
        return merged;
    }
}
