package io.logstack.conformance.homelab.logql;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which labels series keep.
 *
 * @param names sorted
 */
record Grouping(boolean without, List<String> names) {
    /** No grouping at all: every label is kept. */
    static final Grouping EVERYTHING = new Grouping(true, List.of());

    static Grouping of(boolean without, Collection<String> names) {
        return new Grouping(without, List.copyOf(new TreeSet<>(names)));
    }

    boolean isEverything() {
        return without && names.isEmpty();
    }

    boolean isNothing() {
        return !without && names.isEmpty();
    }

    Labels apply(Labels labels) {
        return without ? labels.without(names) : labels.only(names);
    }

    @Override
    public String toString() {
        return (without ? " without (" : " by (") + String.join(",", names) + ")";
    }
}
