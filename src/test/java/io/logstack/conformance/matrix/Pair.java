package io.logstack.conformance.matrix;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Two faults at a time. */
record Pair(Fault first, Fault second) {
    private static final Map<String, Row> ROWS = Matrix.read();
    private static final Map<String, Map<String, String>> BEHIND = Matrix.behind();

    /** So many different ones. */
    static List<Pair> drawn(int count, Random random) {
        List<Pair> all = new ArrayList<>();
        for (Fault first : Fault.values()) {
            for (Fault second : Fault.values()) {
                if (first.compareTo(second) < 0) {
                    all.add(new Pair(first, second));
                }
            }
        }
        Collections.shuffle(all, random);
        return all.subList(0, count);
    }

    /**
     * What a run may say of the expectation that one of the two is for: what it says without the other, unless that hides
     * it. The other's row tells what it blocks and leaves inconclusive; what else hides a fault is written in the matrix.
     */
    Set<Verdict> verdicts(Fault one) {
        Fault other = one == first ? second : first;
        Row row = row(one);
        if (isBehind(one, other)) {
            return Set.of(Verdict.PASS, Verdict.BLOCKED, Verdict.INCONCLUSIVE);
        }
        Verdict alone = row(other).verdicts().get(row.names());
        if (alone == Verdict.BLOCKED || alone == Verdict.INCONCLUSIVE) {
            return Set.of(row.verdict(), Verdict.BLOCKED, Verdict.INCONCLUSIVE);
        }
        return Set.of(alone == Verdict.FAIL ? alone : row.verdict());
    }

    /** ID of the expectation that a fault is for. */
    static String names(Fault fault) {
        return row(fault).names();
    }

    /** Of the profile, for a run with both. */
    Map<String, String> keys(long seed) {
        return Map.of("fault", first.label() + "," + second.label(), "seed", Long.toString(seed));
    }

    @Override
    public String toString() {
        return first.label() + " and " + second.label();
    }

    private static boolean isBehind(Fault one, Fault other) {
        return BEHIND.getOrDefault(one.label(), Map.of()).containsKey(other.label());
    }

    private static Row row(Fault fault) {
        return Objects.requireNonNull(ROWS.get(fault.label()), () -> fault.label() + " has no row");
    }
}
