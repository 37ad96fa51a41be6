package io.logstack.conformance.homelab.logql;

import java.util.Set;

/** A step of a pipeline. Its text is LogQL. Instances may remember names they met: one query, one thread. */
interface Stage {
    /** Whether the line stays; changes its labels. */
    boolean process(String line, LineLabels labels);

    /** Labels whose values this stage reads. */
    default Set<String> reads() {
        return Set.of();
    }

    /** A stage of the same meaning that remembers nothing. */
    default Stage fresh() {
        return this;
    }
}
