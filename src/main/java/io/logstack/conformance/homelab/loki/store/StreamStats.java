package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.Utf8;
import java.util.List;

/** How much there is of a stream. */
public record StreamStats(Labels labels, long chunks, long entries, long bytes) {
    static StreamStats of(Labels labels, List<Entry> run) {
        return new StreamStats(
                labels,
                1,
                run.size(),
                run.stream().mapToLong(entry -> Utf8.length(entry.line())).sum());
    }

    StreamStats plus(StreamStats other) {
        return new StreamStats(labels, chunks + other.chunks, entries + other.entries, bytes + other.bytes);
    }
}
