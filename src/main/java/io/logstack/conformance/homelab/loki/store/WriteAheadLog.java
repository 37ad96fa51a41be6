package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What was acknowledged and is not in the bucket yet: the volume that outlives Loki's process. It is written before memory, cut
 * back after a flush, and replayed after a restart. Thread-safe.
 */
public final class WriteAheadLog {
    private Map<Labels, List<Entry>> records = new LinkedHashMap<>();

    synchronized void append(Labels labels, List<Entry> entries) {
        records.computeIfAbsent(labels, l -> new ArrayList<>()).addAll(entries);
    }

    /** Replaces everything by a checkpoint of memory. */
    synchronized void checkpoint(Map<Labels, List<Entry>> memory) {
        records = new LinkedHashMap<>();
        memory.forEach((labels, entries) -> records.put(labels, new ArrayList<>(entries)));
    }

    synchronized void replay(BiConsumer<Labels, List<Entry>> into) {
        records.forEach((labels, entries) -> into.accept(labels, List.copyOf(entries)));
    }

    /** Loses all of it, as a volume that is thrown away. */
    public synchronized void lose() {
        records = new LinkedHashMap<>();
    }
}
