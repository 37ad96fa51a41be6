package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.LogSource;
import io.logstack.conformance.homelab.logql.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What goes wrong, when it is to, between the store and the answer.
 *
 * @param counting whether it is for metric queries
 */
record FaultySource(LogSource source, Faults faults, boolean counting) implements LogSource {
    /** Of so many entries of a stream, one is meant. */
    private static final int EVERY = 10;
    /** Of so many, metric queries overlook the second one: the first entry of a stream always counts. */
    private static final int OVERLOOKED_OF = 3;

    FaultySource forMetrics() {
        return new FaultySource(source, faults, true);
    }

    @Override
    public List<Stream> select(List<Matcher> matchers, long start, long end) {
        List<Stream> streams = source.select(understood(matchers), start, end);
        if (counting && faults.active(Fault.METRIC_QUERY_BROKEN)) {
            return streams.stream()
                    .map(stream -> new Stream(stream.labels(), counted(stream.entries())))
                    .toList();
        }
        boolean duplicates = faults.active(Fault.LOKI_DUPLICATES_ENTRIES);
        boolean reorders = faults.active(Fault.LOKI_REORDERS_ENTRIES);
        if (!duplicates && !reorders) {
            return streams;
        }
        return streams.stream()
                .map(stream -> new Stream(stream.labels(), broken(stream.entries(), duplicates, reorders)))
                .toList();
    }

    /** What it takes matchers for. */
    List<Matcher> understood(List<Matcher> matchers) {
        List<Matcher> looked = faults.active(Fault.MULTI_NAMESPACE_BROKEN) ? firstNamespace(matchers) : matchers;
        return faults.active(Fault.MATCHER_BROKEN) ? unanchored(looked) : looked;
    }

    private static List<Matcher> unanchored(List<Matcher> matchers) {
        return matchers.stream()
                .map(matcher -> switch (matcher.type()) {
                    case MATCHES, MATCHES_NOT ->
                        new Matcher(matcher.name(), matcher.type(), ".*(?:" + matcher.value() + ").*");
                    case EQUAL, NOT_EQUAL -> matcher;
                })
                .toList();
    }

    private static List<Matcher> firstNamespace(List<Matcher> matchers) {
        return matchers.stream()
                .map(matcher -> matcher.name().equals("namespace") && matcher.type() == Matcher.Type.MATCHES
                        ? new Matcher(
                                matcher.name(), matcher.type(), matcher.value().split("\\|", -1)[0])
                        : matcher)
                .toList();
    }

    private static List<Entry> counted(List<Entry> entries) {
        return IntStream.range(0, entries.size())
                .filter(i -> i % OVERLOOKED_OF != 1)
                .mapToObj(entries::get)
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
