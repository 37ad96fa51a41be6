package io.logstack.conformance.stack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One scrape of a Prometheus exposition.
 *
 * @param source where it was read
 * @param at when
 * @param families metric family name to its type ({@code counter}, {@code gauge}, {@code histogram}, {@code summary},
 *     {@code untyped})
 * @param samples sample name (with {@code _bucket}, {@code _sum}, {@code _count}) to its samples
 */
public record Metrics(String source, Instant at, Map<String, String> families, Map<String, List<Sample>> samples) {

    /** Samples of a name; empty when the page has none. */
    public List<Sample> of(String name) {
        return samples.getOrDefault(name, List.of());
    }

    /** Sum over all samples of a name; empty, not zero, when the page has none. {@code NaN} samples make it {@code NaN}. */
    public OptionalDouble sum(String name) {
        List<Sample> found = of(name);
        return found.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(found.stream().mapToDouble(Sample::value).sum());
    }
}
