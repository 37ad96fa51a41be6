package io.logstack.conformance.workload;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.workload.Deviation.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One look at what can be read back, page by page, in the order in which it was received.
 *
 * <p>Loki returns one pushed stream as several when it finds different levels in its lines, so order is judged within the
 * streams as they are returned. What is not exactly as pushed is judged last, when it is known which lines are there in
 * good order besides: a copy of such a line is a duplicate, whatever else is wrong with it.
 */
public final class Audit {
    /** Beyond so many, entries that are not as pushed are judged as they come. */
    private static final int MOST_ODD = 10_000;

    private static final Comparator<Deviation> BY_LINE =
            Comparator.comparingInt(Deviation::stream).thenComparingInt(Deviation::number);

    private final SyntheticLogs logs;
    private final List<BitSet> owed;
    private final List<BitSet> seen;
    private final boolean forward;
    private final Map<Map<String, String>, Integer> lastNumber = new HashMap<>();
    private final List<Odd> odd = new ArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Deviation> firsts = new EnumMap<>(Kind.class);
    private long read;

    Audit(SyntheticLogs logs, List<BitSet> owed, boolean forward) {
        this.logs = logs;
        this.owed = owed;
        this.forward = forward;
        this.seen = IntStream.range(0, logs.streams())
                .mapToObj(stream -> new BitSet(logs.linesOf(stream)))
                .toList();
    }

    /** Takes what one answer held. */
    public void page(List<LogStream> streams) {
        for (LogStream stream : streams) {
            int index = indexOf(stream.labels());
            for (LogEntry entry : stream.entries()) {
                read++;
                OptionalInt number = index < 0 ? OptionalInt.empty() : logs.numberAt(index, entry.timestamp());
                if (number.isPresent()
                        && logs.entry(index, number.getAsInt()).line().equals(entry.line())) {
                    exact(index, number.getAsInt(), stream.labels());
                } else if (odd.size() < MOST_ODD) {
                    odd.add(new Odd(index, entry));
                } else {
                    judge(new Odd(index, entry));
                }
            }
        }
    }

    /** Ends the look. */
    public Account account() {
        odd.forEach(this::judge);
        odd.clear();
        List<BitSet> missing = new ArrayList<>();
        for (int stream = 0; stream < logs.streams(); stream++) {
            BitSet lost = (BitSet) owed.get(stream).clone();
            lost.andNot(seen.get(stream));
            missing.add(lost);
            if (!lost.isEmpty()) {
                int number = lost.nextSetBit(0);
                LogEntry entry = logs.entry(stream, number);
                found(
                        lost.cardinality(),
                        new Deviation(
                                Kind.LOST,
                                stream,
                                number,
                                entry.timestamp(),
                                Excerpt.of(entry.line()),
                                "",
                                "was acknowledged and is not there"));
            }
        }
        return new Account(logs, owed.stream().mapToLong(BitSet::cardinality).sum(), read, missing, counts, firsts);
    }

    private void exact(int stream, int number, Map<String, String> labels) {
        if (seen.get(stream).get(number)) {
            LogEntry entry = logs.entry(stream, number);
            deviates(Kind.DUPLICATED, stream, number, entry.line(), entry.line(), "is there more than once");
            return;
        }
        seen.get(stream).set(number);
        Integer last = lastNumber.put(labels, number);
        if (last != null && (forward ? number < last : number > last)) {
            String line = logs.entry(stream, number).line();
            deviates(
                    Kind.REORDERED,
                    stream,
                    number,
                    line,
                    line,
                    "was returned "
                            + (forward
                                    ? "after line " + last + ", which is younger"
                                    : "after line " + last + ", which is older"));
        }
    }

    private void judge(Odd entry) {
        OptionalInt at = entry.stream < 0 ? OptionalInt.empty() : logs.numberAt(entry.stream, entry.entry.timestamp());
        Lines.Mark mark = Lines.markOf(entry.entry.line());
        boolean marked =
                mark != null && mark.purpose().equals(logs.purpose()) && logs.has(mark.stream(), mark.number());
        // A line that stands in its own place and names another that is there already has lost its mark.
        boolean placed = at.isPresent() && !seen.get(entry.stream).get(at.getAsInt());
        if (mark != null && marked && !(placed && seen.get(mark.stream()).get(mark.number()))) {
            judgeMarked(entry, mark);
        } else if (at.isPresent()) {
            judgeText(entry, entry.stream, at.getAsInt());
        } else {
            found(
                    1,
                    new Deviation(
                            Kind.FOREIGN,
                            entry.stream,
                            -1,
                            entry.entry.timestamp(),
                            "",
                            Excerpt.of(entry.entry.line()),
                            "was never pushed"));
        }
    }

    private void judgeMarked(Odd entry, Lines.Mark mark) {
        int stream = mark.stream();
        int number = mark.number();
        LogEntry expected = logs.entry(stream, number);
        if (seen.get(stream).get(number) || !expected.line().equals(entry.entry.line())) {
            judgeText(entry, stream, number);
            return;
        }
        seen.get(stream).set(number);
        String line = expected.line();
        if (entry.stream != stream) {
            deviates(Kind.ALTERED, stream, number, line, line, "came back under other labels than it was pushed with");
            return;
        }
        OptionalInt place = logs.numberAt(stream, entry.entry.timestamp());
        if (place.isPresent()) {
            deviates(
                    Kind.REORDERED,
                    stream,
                    number,
                    line,
                    line,
                    "stands in the place of line " + place.getAsInt() + ", with its timestamp");
        } else {
            deviates(
                    Kind.ALTERED,
                    stream,
                    number,
                    line,
                    line,
                    "came back with the timestamp " + entry.entry.timestamp());
        }
    }

    private void judgeText(Odd entry, int stream, int number) {
        String expected = logs.entry(stream, number).line();
        String found = entry.entry.line();
        if (seen.get(stream).get(number)) {
            deviates(Kind.DUPLICATED, stream, number, expected, found, "is there once more, as another entry");
            return;
        }
        seen.get(stream).set(number);
        // A cut in the middle of a character leaves replacement characters.
        String whole = found.replaceAll("\ufffd+$", "");
        boolean cut = expected.length() > found.length() && (expected.startsWith(found) || expected.startsWith(whole));
        deviates(
                cut ? Kind.TRUNCATED : Kind.ALTERED,
                stream,
                number,
                expected,
                found,
                cut ? "lost its end" : "came back with another text");
    }

    private void deviates(Kind kind, int stream, int number, String expected, String found, String note) {
        int difference = Excerpt.difference(expected, found);
        boolean same = expected.equals(found);
        found(
                1,
                new Deviation(
                        kind,
                        stream,
                        number,
                        logs.timestamp(stream, number),
                        same ? Excerpt.of(expected) : Excerpt.around(expected, difference),
                        same ? "" : Excerpt.around(found, difference),
                        note));
    }

    private void found(int count, Deviation deviation) {
        counts.merge(deviation.kind(), count, Integer::sum);
        firsts.merge(deviation.kind(), deviation, (one, other) -> BY_LINE.compare(one, other) <= 0 ? one : other);
    }

    /** Index of a pushed stream, or -1 for labels that none of them has. Labels that Loki adds are passed over. */
    private int indexOf(Map<String, String> labels) {
        for (int stream = 0; stream < logs.streams(); stream++) {
            if (labels.entrySet().containsAll(logs.labels(stream).entrySet())) {
                return stream;
            }
        }
        return -1;
    }

    private record Odd(int stream, LogEntry entry) {}
}
