package io.logstack.conformance.workload;

import io.logstack.conformance.stack.LogStream;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Exactly-once accounting of synthetic logs: what was acknowledged is owed, and must come back once, in order, unaltered.
 * It keeps two bits for each line, so that a million are no burden. Not safe for use by several threads.
 */
public final class Ledger {
    private final SyntheticLogs logs;
    private final List<BitSet> owed;

    public Ledger(SyntheticLogs logs) {
        this.logs = logs;
        this.owed = IntStream.range(0, logs.streams())
                .mapToObj(stream -> new BitSet(logs.linesOf(stream)))
                .toList();
    }

    /** A push was acknowledged: its lines are owed. What was refused or never answered may come back or not. */
    public void acknowledged(SyntheticLogs.Batch batch) {
        for (int stream = 0; stream < logs.streams(); stream++) {
            if (batch.from() < batch.to(stream)) {
                owed.get(stream).set(batch.from(), batch.to(stream));
            }
        }
    }

    /** Lines that are owed. */
    public long owed() {
        return owed.stream().mapToLong(BitSet::cardinality).sum();
    }

    /**
     * Begins a look at what can be read back.
     *
     * @param forward whether the oldest entries are read first
     */
    public Audit audit(boolean forward) {
        return new Audit(logs, owed, forward);
    }

    /** A look at what was read back in one answer, oldest entries first. */
    public Account account(List<LogStream> readBack) {
        Audit audit = audit(true);
        audit.page(readBack);
        return audit.account();
    }
}
