package io.logstack.conformance.expectations.capacity;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import io.logstack.conformance.expectations.traffic.CanaryTraffic;
import io.logstack.conformance.profile.Durations;
import java.util.OptionalDouble;

/**
 * What Loki received within a window.
 *
 * @param lines of everybody
 * @param bytes of everybody, structured metadata included
 * @param canaryLines of the canaries
 */
record Received(double lines, double bytes, double canaryLines) {
    private static final String LINES = "loki_distributor_lines_received_total";
    private static final String BYTES = "loki_distributor_bytes_received_total";
    /** A canary's line is 100 bytes long by default, and Loki adds {@code detected_level=unknown}. */
    private static final int CANARY_LINE = 121;

    static String bytesSelector(BeforeTheRun before) {
        return before.ofLoki(BYTES);
    }

    /**
     * Reads it. Loki's counters are there from the first line on.
     *
     * @throws InconclusiveException when there has been none, or when they were not scraped twice yet
     * @throws AssertionError when they are absent though there was one, or are no numbers
     */
    static Received read(BeforeTheRun before, Class<?> expectation) {
        OptionalDouble lines = before.increase(before.ofLoki(LINES));
        OptionalDouble bytes = before.increase(before.ofLoki(BYTES));
        double canaryLines = CanaryTraffic.of(before).entries();
        boolean counted = before.has(before.ofLoki(LINES)) || before.has(before.ofLoki(BYTES));
        if (!counted && canaryLines == 0) {
            throw new InconclusiveException(
                    "In the " + Durations.text(before.window()) + " before the run Loki had no " + LINES + " and no "
                            + BYTES + ", which come with its first line; it can be judged once somebody logs.",
                    before.fullerFrom());
        }
        if ((lines.isEmpty() || bytes.isEmpty()) && !before.isFull()) {
            throw before.tooShort(LINES + " " + told(lines) + ", " + BYTES + " " + told(bytes));
        }
        assertThat(new Finding(
                        lines.isPresent() && bytes.isPresent(),
                        "numbers of lines and bytes that Loki received",
                        LINES + " " + told(lines) + ", " + BYTES + " " + told(bytes),
                        before.source(before.ofLoki(BYTES))))
                .orElse(expectation)
                .holds();
        return new Received(lines.getAsDouble(), bytes.getAsDouble(), canaryLines);
    }

    private static String told(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(value.getAsDouble()) : "absent or no number";
    }

    /** Lines that are not the canaries'; counts of two parts that Prometheus scrapes at different times may disagree by a few. */
    double operatorLines() {
        double others = lines - canaryLines;
        return others > lines * 0.01 ? others : 0;
    }

    double operatorBytes() {
        return Math.max(0, bytes - canaryLines * CANARY_LINE);
    }

    void record(Evidence evidence, BeforeTheRun before) {
        evidence.measured("lines received", lines, "lines", null, before.source(before.ofLoki(LINES)));
        evidence.measured(
                "lines of the canaries", canaryLines, "lines", null, before.source("loki_canary_entries_total"));
        evidence.measured("lines of others", operatorLines(), "lines", "> 0", before.source(before.ofLoki(LINES)));
        evidence.measured("bytes received", bytes, "bytes", null, before.source(before.ofLoki(BYTES)));
        evidence.measured("bytes of others", operatorBytes(), "bytes", null, before.source(before.ofLoki(BYTES)));
    }
}
