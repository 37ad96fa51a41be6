package io.logstack.conformance.workload;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.workload.Deviation.Kind;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * One way to spoil a read-back.
 *
 * @param kind what the ledger must say of it
 * @param spoil spoils, and tells what
 */
record Spoiling(String name, Kind kind, BiFunction<ReadBack, Random, Spoiling.Spoilt> spoil) {
    static final List<Spoiling> ALL = List.of(
            new Spoiling("DROP", Kind.LOST, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                LogEntry gone = at.entries().remove(at.index());
                return new Spoilt(at.stream(), gone.timestamp(), 1);
            }),
            new Spoiling("REPEAT_AT_ONCE", Kind.DUPLICATED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                at.entries().add(at.index(), at.entry());
                return new Spoilt(at.stream(), at.entry().timestamp(), 1);
            }),
            new Spoiling("REPEAT_LATER", Kind.DUPLICATED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                at.entries().add(at.entry());
                return new Spoilt(at.stream(), at.entry().timestamp(), 1);
            }),
            new Spoiling("REPEAT_CUT", Kind.DUPLICATED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                LogEntry entry = at.entry();
                String line = entry.line();
                at.entries().add(new LogEntry(entry.timestamp(), line.substring(0, random.nextInt(line.length()))));
                return new Spoilt(at.stream(), entry.timestamp(), 1);
            }),
            new Spoiling("SWAP_ENTRIES", Kind.REORDERED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 2);
                LogEntry moved = at.entries().remove(at.index());
                at.entries().add(at.index() + 1, moved);
                return new Spoilt(at.stream(), moved.timestamp(), 1);
            }),
            new Spoiling("SWAP_TEXTS", Kind.REORDERED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 2);
                LogEntry one = at.entry();
                LogEntry other = at.entries().get(at.index() + 1);
                at.entries().set(at.index(), new LogEntry(one.timestamp(), other.line()));
                at.entries().set(at.index() + 1, new LogEntry(other.timestamp(), one.line()));
                return new Spoilt(at.stream(), Math.min(one.timestamp(), other.timestamp()), 2);
            }),
            new Spoiling("CUT", Kind.TRUNCATED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                String line = at.entry().line();
                return replace(at, line.substring(0, random.nextInt(line.length())));
            }),
            new Spoiling("CUT_INSIDE_A_CHARACTER", Kind.TRUNCATED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                String line = at.entry().line();
                return replace(at, line.substring(0, line.length() / 2) + "\ufffd");
            }),
            new Spoiling("CHANGE_A_CHARACTER", Kind.ALTERED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                StringBuilder line = new StringBuilder(at.entry().line());
                int changed = random.nextInt(line.length());
                line.setCharAt(changed, line.charAt(changed) == '1' ? '2' : '1');
                return replace(at, line.toString());
            }),
            new Spoiling("ADD_A_CHARACTER", Kind.ALTERED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                return replace(at, at.entry().line() + "\n");
            }),
            new Spoiling("SHIFT_TIMESTAMP", Kind.ALTERED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                LogEntry entry = at.entry();
                at.entries().set(at.index(), new LogEntry(entry.timestamp() - 1, entry.line()));
                return new Spoilt(at.stream(), entry.timestamp(), 1);
            }),
            new Spoiling("OTHER_LABELS", Kind.ALTERED, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                LogEntry moved = at.entries().remove(at.index());
                readBack.entriesOf(1 - Math.min(1, at.stream()), at.level()).add(moved);
                return new Spoilt(at.stream(), moved.timestamp(), 1);
            }),
            new Spoiling("ADD_AN_ENTRY", Kind.FOREIGN, (readBack, random) -> {
                ReadBack.Position at = readBack.position(random, 1);
                long timestamp = at.entry().timestamp() - 1;
                at.entries().add(at.index(), new LogEntry(timestamp, "nobody pushed this"));
                return new Spoilt(at.stream(), timestamp, 1);
            }));

    /** The first line that was spoilt, by its timestamp, and how many findings that makes. */
    record Spoilt(int stream, long timestamp, int count) {}

    @Override
    public String toString() {
        return name;
    }

    private static Spoilt replace(ReadBack.Position at, String line) {
        long timestamp = at.entry().timestamp();
        at.entries().set(at.index(), new LogEntry(timestamp, line));
        return new Spoilt(at.stream(), timestamp, 1);
    }
}
