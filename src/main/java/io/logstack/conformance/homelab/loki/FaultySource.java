package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.LogSource;
import io.logstack.conformance.homelab.logql.Matcher;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong, when it is to, between the store and the answer. */
record FaultySource(LogSource source, Faults faults) implements LogSource {
    /** Of so many entries of a stream, one is meant. */
    private static final int EVERY = 10;

    @Override
    public List<Stream> select(List<Matcher> matchers, long start, long end) {
        List<Stream> streams = source.select(matchers, start, end);
        boolean duplicates = faults.active(Fault.LOKI_DUPLICATES_ENTRIES);
        boolean reorders = faults.active(Fault.LOKI_REORDERS_ENTRIES);
        if (!duplicates && !reorders) {
            return streams;
        }
        return streams.stream()
                .map(stream -> new Stream(stream.labels(), broken(stream.entries(), duplicates, reorders)))
                .toList();
    }

    private static List<Entry> broken(List<Entry> entries, boolean duplicates, boolean reorders) {
        List<Entry> broken = new ArrayList<>(entries.size() * 2);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean first = reorders && i % EVERY == EVERY / 2 && i + 1 < entries.size();
            boolean second = reorders && i % EVERY == EVERY / 2 + 1;
            if (first || second) {
                Entry other = entries.get(first ? i + 1 : i - 1);
                entry = new Entry(entry.timestamp(), other.line(), other.metadata());
            }
            broken.add(entry);
            if (duplicates && i % EVERY == EVERY / 2) {
                broken.add(entry);
            }
        }
        return broken;
    }
}
