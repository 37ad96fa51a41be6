package io.logstack.conformance.expectations.capacity;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The series that wait in one Loki to be flushed, at the beginning and at the end of a window. The queue fills with each
 * round and empties again; it grows when in the end it is longer for half of the time than it ever was in the beginning.
 *
 * @param longestFirst in the window's first third, or null where it was not scraped then
 * @param medianLast in its last third, the middle one of all scrapes
 */
record FlushQueue(Map<String, String> labels, @Nullable Double longestFirst, double medianLast) {
    static final String METRIC = "loki_ingester_flush_queue_length";
    private static final int PARTS = 3;

    static String selector(BeforeTheRun before) {
        return before.ofLoki(METRIC);
    }

    /** That of every Loki which told of it in the end. */
    static List<FlushQueue> read(BeforeTheRun before) {
        String selector = selector(before);
        Map<Map<String, String>, Double> longest = new HashMap<>();
        before.inParts(PARTS, selector, range -> "max_over_time(" + range + ")")
                .get(0)
                .forEach(sample -> longest.put(sample.labels(), sample.value()));
        return before
                .inParts(PARTS, selector, range -> "quantile_over_time(0.5, " + range + ")")
                .get(PARTS - 1)
                .stream()
                .map(sample -> new FlushQueue(sample.labels(), longest.get(sample.labels()), sample.value()))
                .toList();
    }

    private String name() {
        return labels.getOrDefault("pod", labels.getOrDefault("instance", "Loki"));
    }

    void record(Evidence evidence, String source) {
        evidence.measured(
                "flush queue of " + name() + " at its longest, first third",
                longestFirst == null ? "not scraped" : longestFirst,
                "series",
                null,
                source);
        evidence.measured(
                "flush queue of " + name() + " half of the time at least, last third",
                medianLast,
                "series",
                longestFirst == null ? null : "<= " + longestFirst,
                source);
    }

    Finding finding(String source) {
        boolean grew = longestFirst != null && !(medianLast <= longestFirst);
        return new Finding(
                !grew && Double.isFinite(medianLast),
                "a flush queue of " + name() + " that does not grow",
                "at most " + longestFirst + " series waiting in the first third and " + medianLast
                        + " or more for half of the last",
                source);
    }
}
