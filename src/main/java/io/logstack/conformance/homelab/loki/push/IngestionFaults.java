package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What goes wrong, when it is to, between the acknowledgement of an entry and its being kept. */
final class IngestionFaults {
    private static final int CUT = 256;
    /** Of so many entries of a stream, the first is lost: a stream that is written to now and then loses some soon. */
    private static final int LOST_OF = 4;

    /** Of so many pushed streams of the operator's application, one is refused under {@link Fault#LOKI_RATE_LIMITING}. */
    private static final int LIMITED_OF = 4;

    private final Faults faults;
    private final AtomicLong taken = new AtomicLong();
    private final Map<Labels, Integer> seen = new ConcurrentHashMap<>();

    IngestionFaults(Faults faults) {
        this.faults = faults;
    }

    /** Whether a stream is said to be over its rate. */
    boolean limits(Labels labels) {
        return faults.active(Fault.LOKI_RATE_LIMITING)
                && labels.value("namespace").equals("app")
                && taken.incrementAndGet() % LIMITED_OF == 0;
    }

    /** Whether Loki runs with a limit that is too low. */
    boolean throttles() {
        return faults.active(Fault.PUSH_THROTTLED);
    }

    List<Entry> apply(Labels labels, List<Entry> entries) {
        if (faults.active(Fault.INGESTION_STOPPED) && isOperators(labels)) {
            return List.of();
        }
        boolean loses = faults.active(Fault.LOKI_LOSES_ENTRIES);
        boolean truncates = faults.active(Fault.LOKI_TRUNCATES_LINES);
        if (!loses && !truncates) {
            return entries;
        }
        List<Entry> kept = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (loses && seen.merge(labels, 1, Integer::sum) % LOST_OF == 1) {
                continue;
            }
            kept.add(truncates && entry.line().length() > CUT ? cut(entry) : entry);
        }
        return kept;
    }

    private static Entry cut(Entry entry) {
        int end = Character.isHighSurrogate(entry.line().charAt(CUT - 1)) ? CUT - 1 : CUT;
        return new Entry(entry.timestamp(), entry.line().substring(0, end), entry.metadata());
    }

    private static boolean isOperators(Labels labels) {
        return !labels.value("name").equals("loki-canary") && !labels.has("conformance_run");
    }
}
