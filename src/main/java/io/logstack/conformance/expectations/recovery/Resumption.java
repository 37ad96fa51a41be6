package io.logstack.conformance.expectations.recovery;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * How one node's collection went on after its collector was restarted. Lines that come twice are told and no violation: a
 * collector may read again what it cannot know to have been taken.
 *
 * @param written the numbers of the lines that the node's pod wrote, by its own log
 * @param arrived the numbers of those that were seen in Loki
 * @param before lines that were seen before the restart
 * @param took from the restart until a line was seen that was written after the rollout, or empty where none was in time
 * @param duplicates entries beyond the first of each line
 * @param pause the longest time in which nothing new was seen
 */
record Resumption(
        String node,
        BitSet written,
        BitSet arrived,
        int before,
        Optional<Duration> took,
        int duplicates,
        Duration pause) {

    void record(Duration limit, Evidence evidence, String source) {
        evidence.measured("lines written, " + node, written.cardinality(), "lines", ">= 1", "log of the pod");
        evidence.measured("lines arrived before the restart, " + node, before, "lines", ">= 1", source);
        evidence.measured(
                "time until collection went on, " + node,
                took.map(time -> (Object) (time.toMillis() / 1000.0)).orElse("it did not"),
                "seconds",
                "<= " + Durations.text(limit),
                source);
        evidence.measured("lines lost, " + node, lost().cardinality(), "lines", "= 0", source);
        evidence.measured("entries beyond the first of a line, " + node, duplicates, "entries", null, source);
        evidence.measured(
                "longest time without a new line, " + node, pause.toMillis() / 1000.0, "seconds", null, source);
    }

    /** What is to be held against the stack. */
    List<Finding> findings(Duration limit, String source) {
        BitSet lost = lost();
        return List.of(
                new Finding(
                        before > 0,
                        "lines of the pod on " + node + " in Loki before the restart",
                        "none of " + written.cardinality(),
                        source),
                new Finding(
                        took.filter(time -> time.compareTo(limit) <= 0).isPresent(),
                        "lines that the pod on " + node + " writes after the restart in Loki within "
                                + Durations.text(limit),
                        took.map(time -> "the first after " + time.toMillis() / 1000.0 + " s")
                                .orElse("none"),
                        source),
                new Finding(
                        !written.isEmpty() && lost.isEmpty(),
                        "every line that the pod on " + node + " wrote, without a gap",
                        written.isEmpty()
                                ? "no line written"
                                : lost.cardinality() + " of " + written.cardinality() + " lost, their numbers " + lost,
                        source));
    }

    /** The numbers of lines that were written and not seen. */
    BitSet lost() {
        BitSet lost = (BitSet) written.clone();
        lost.andNot(arrived);
        return lost;
    }
}
