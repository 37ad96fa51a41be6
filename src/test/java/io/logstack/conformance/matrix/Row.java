package io.logstack.conformance.matrix;

import io.logstack.conformance.catalog.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one fault does to a run, as {@code fixtures/fault-matrix.yaml} says. */
public final class Row {
    private final String names;
    private final Verdict verdict;
    private final Map<String, String> red;
    private final Map<String, String> warned;
    private final List<String> blocked;
    private final Map<String, String> inconclusive;
    private final Map<String, String> silent;

    private Row(Written written) {
        names = written.names;
        verdict = Objects.requireNonNullElse(written.verdict, Verdict.FAIL);
        warned = Objects.requireNonNullElse(written.warned, Map.of());
        red = Objects.requireNonNullElse(written.red, Map.of());
        blocked = Objects.requireNonNullElse(written.blocked, List.of());
        inconclusive = Objects.requireNonNullElse(written.inconclusive, Map.of());
        silent = Objects.requireNonNullElse(written.silent, Map.of());
    }

    /**
     * A row as it is written.
     *
     * @param names ID of the expectation that the fault is for
     * @param verdict of that expectation, FAIL when nothing is said
     * @param warned IDs of others that are truly violated and only warn, each with the reason
     * @param red IDs of others that are truly violated, each with the reason
     * @param blocked IDs of those whose prerequisite is violated
     * @param inconclusive IDs of those that cannot be judged, each with the reason
     * @param silent IDs of drift that the fault makes the runbook right about, each with the reason
     */
    record Written(
            String names,
            @Nullable Verdict verdict,
            @Nullable Map<String, String> warned,
            @Nullable Map<String, String> red,
            @Nullable List<String> blocked,
            @Nullable Map<String, String> inconclusive,
            @Nullable Map<String, String> silent) {
        Row read() {
            return new Row(this);
        }
    }

    public String names() {
        return names;
    }

    /** Verdict by ID, where it is not PASS. */
    public SortedMap<String, Verdict> verdicts() {
        SortedMap<String, Verdict> verdicts = new TreeMap<>();
        verdicts.put(names, verdict);
        warned.keySet().forEach(id -> verdicts.put(id, Verdict.WARN));
        red.keySet().forEach(id -> verdicts.put(id, Verdict.FAIL));
        blocked.forEach(id -> verdicts.put(id, Verdict.BLOCKED));
        inconclusive.keySet().forEach(id -> verdicts.put(id, Verdict.INCONCLUSIVE));
        return verdicts;
    }

    /** IDs of what makes the run fail, in no order. */
    List<String> rootCauses() {
        return verdicts().entrySet().stream()
                .filter(verdict -> verdict.getValue().failsRun())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the fault makes a run fail. */
    boolean fails() {
        return !rootCauses().isEmpty();
    }

    /** What the named expectation says, which is to be a violation. */
    public Verdict verdict() {
        return verdict;
    }

    /** Drift that is not there under the fault, with the reason. */
    Map<String, String> silent() {
        return silent;
    }

    /** The reasons that it gives. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>(red.values());
        reasons.addAll(warned.values());
        reasons.addAll(silent.values());
        reasons.addAll(inconclusive.values());
        return reasons;
    }

    /** Every ID that it mentions, as often as it does. */
    List<String> mentioned() {
        List<String> ids = new ArrayList<>(List.of(names));
        ids.addAll(red.keySet());
        ids.addAll(warned.keySet());
        ids.addAll(blocked);
        ids.addAll(inconclusive.keySet());
        return ids;
    }
}
