package io.logstack.conformance.expectations.capacity;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.BeforeTheRun;
import io.logstack.conformance.stack.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one Alloy read and what it sent, at the beginning and at the end of a window. Sent bytes are compressed and some lines
 * are dropped on purpose, so that bytes read less bytes sent go up in health too. What is sent of a byte that is read does
 * stay the same, give or take what logs differ, and falls where an Alloy falls behind.
 *
 * @param first in the window's first third, or null where nothing was read then
 * @param last in its last third
 */
record UnsentBytes(String name, @Nullable Part first, Part last) {
    static final String READ = "loki_source_file_read_bytes_total";
    static final String SENT = "loki_write_sent_bytes_total";

    private static final int PARTS = 3;
    /** How much less an Alloy may send of what it reads, for another mixture of logs. */
    private static final double DIFFERENCE = 0.5;

    /**
     * A part of the window.
     *
     * @param read bytes, more than 0
     * @param sent bytes, or empty where the Alloy does not tell
     */
    record Part(double read, Optional<Double> sent) {
        double share() {
            return sent.orElse(Double.NaN) / read;
        }
    }

    /** Those of every Alloy that read something in the end. */
    static List<UnsentBytes> read(BeforeTheRun before, String alloyMatchers) {
        List<Map<String, Double>> read = byInstance(before, READ, alloyMatchers);
        List<Map<String, Double>> sent = byInstance(before, SENT, alloyMatchers);
        return read.get(PARTS - 1).keySet().stream()
                .sorted()
                .flatMap(name -> Optional.ofNullable(part(name, read, sent, PARTS - 1))
                        .map(last -> new UnsentBytes(name, part(name, read, sent, 0), last))
                        .stream())
                .toList();
    }

    private static @Nullable Part part(
            String name, List<Map<String, Double>> read, List<Map<String, Double>> sent, int number) {
        double bytes = read.get(number).getOrDefault(name, 0.0);
        return bytes == 0
                ? null
                : new Part(bytes, Optional.ofNullable(sent.get(number).get(name)));
    }

    private static List<Map<String, Double>> byInstance(BeforeTheRun before, String metric, String matchers) {
        return before.increaseInParts(PARTS, metric + "{" + matchers + "}").stream()
                .map(UnsentBytes::byInstance)
                .toList();
    }

    private static Map<String, Double> byInstance(List<Sample> samples) {
        Map<String, Double> byInstance = new HashMap<>();
        samples.forEach(sample -> byInstance.merge(
                sample.labels().getOrDefault("pod", sample.labels().getOrDefault("instance", "Alloy")),
                sample.value(),
                Double::sum));
        return byInstance;
    }

    void record(Evidence evidence, String source) {
        evidence.measured("bytes read by " + name + ", last third", last.read(), "bytes", "> 0", source);
        evidence.measured(
                "bytes sent by " + name + ", last third",
                last.sent().<Object>map(bytes -> bytes).orElse("absent"),
                "bytes, compressed",
                null,
                source);
        evidence.measured(
                "bytes sent of each that " + name + " read, first third",
                first == null ? "nothing read" : first.share(),
                "",
                null,
                source);
        evidence.measured(
                "bytes sent of each that " + name + " read, last third",
                last.share(),
                "",
                first == null ? "> 0" : ">= " + DIFFERENCE * first.share(),
                source);
    }

    /** What was never sent at all cannot be explained by another mixture of logs. */
    Finding finding(String source) {
        double least = first == null ? 0 : DIFFERENCE * first.share();
        return new Finding(
                last.share() > 0 && last.share() >= least,
                "that " + name + " sends what it reads",
                last.share() + " bytes sent of each that it read, after "
                        + (first == null ? "reading nothing" : first.share()),
                source);
    }
}
