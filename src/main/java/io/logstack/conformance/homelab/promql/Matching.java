package io.logstack.conformance.homelab.promql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the samples of two vectors find each other.
 *
 * @param on whether {@code labels} are those that count; otherwise those, and the name, that do not
 * @param include labels that the "many" side takes over from the "one" side
 */
record Matching(boolean on, List<String> labels, Cardinality cardinality, List<String> include) {
    static final Matching DEFAULT = new Matching(false, List.of(), Cardinality.ONE_TO_ONE, List.of());

    enum Cardinality {
        ONE_TO_ONE,
        MANY_TO_ONE,
        ONE_TO_MANY
    }

    Map<String, String> signature(Map<String, String> sample) {
        Map<String, String> signature = new TreeMap<>(sample);
        if (on) {
            signature.keySet().retainAll(labels);
        } else {
            signature.keySet().removeAll(labels);
            signature.remove(Series.NAME);
        }
        return signature;
    }
}
