package io.logstack.conformance.workload;

import io.logstack.conformance.workload.Deviation.Kind;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of the lines that are owed, at one look. */
public final class Account {
    private final SyntheticLogs logs;
    private final long owed;
    private final long read;
    private final List<BitSet> missing;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Deviation> firsts = new EnumMap<>(Kind.class);

    Account(
            SyntheticLogs logs,
            long owed,
            long read,
            List<BitSet> missing,
            Map<Kind, Integer> counts,
            Map<Kind, Deviation> firsts) {
        this.logs = logs;
        this.owed = owed;
        this.read = read;
        this.missing = missing;
        this.counts.putAll(counts);
        this.firsts.putAll(firsts);
    }

    /** Lines that were acknowledged. */
    public long owed() {
        return owed;
    }

    /** Entries that were read back, whatever they were. */
    public long read() {
        return read;
    }

    /** Whether every owed line is there, in whatever state: until then it may be worth to look again. */
    public boolean complete() {
        return count(Kind.LOST) == 0;
    }

    /** Whether every owed line is there exactly once, in order, unaltered, and nothing else is. */
    public boolean exact() {
        return counts.isEmpty();
    }

    public int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** The first line, by stream and number, that deviates in this way. */
    public Optional<Deviation> first(Kind kind) {
        return Optional.ofNullable(firsts.get(kind));
    }

    /** The first of every kind that occurred. */
    public Collection<Deviation> firsts() {
        return List.copyOf(firsts.values());
    }

    /**
     * This account with what an earlier one missed and this one has as {@link Kind#LATE}.
     *
     * @param due taken at the moment when every line had to be there
     */
    public Account after(Account due) {
        Map<Kind, Integer> more = new EnumMap<>(Kind.class);
        Map<Kind, Deviation> first = new EnumMap<>(Kind.class);
        more.putAll(counts);
        first.putAll(firsts);
        for (int stream = 0; stream < missing.size(); stream++) {
            BitSet late = (BitSet) due.missing.get(stream).clone();
            late.andNot(missing.get(stream));
            if (!late.isEmpty()) {
                int number = late.nextSetBit(0);
                int streamIndex = stream;
                more.merge(Kind.LATE, late.cardinality(), Integer::sum);
                first.computeIfAbsent(
                        Kind.LATE,
                        kind -> new Deviation(
                                kind,
                                streamIndex,
                                number,
                                logs.timestamp(streamIndex, number),
                                Excerpt.of(logs.entry(streamIndex, number).line()),
                                "",
                                "was not there when it was due, and is now"));
            }
        }
        return new Account(logs, owed, read, missing, more, first);
    }

    /** Counts and first offenders, one to a line. */
    @Override
    public String toString() {
        return exact()
                ? owed + " of " + owed + " lines came back exactly once, in order, unaltered"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + firsts.get(entry.getKey()))
                        .collect(Collectors.joining(
                                "\n", "of " + owed + " owed lines, with " + read + " entries read back:\n", ""));
    }
}
