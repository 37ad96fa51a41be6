package io.logstack.conformance.expectations.query;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A metric query over the corpus at one moment, and what it must answer, counted without LogQL.
 *
 * @param name what the query is an example of
 * @param window of the range aggregation: it looks at what is newer than its beginning and not newer than its end
 * @param counted lines that count
 * @param group what a line is counted under
 * @param perSecond whether the counts are divided by the window's seconds
 */
record Aggregate(
        String name,
        String logql,
        Instant at,
        Duration window,
        Predicate<Corpus.Line> counted,
        Function<Corpus.Line, Map<String, String>> group,
        boolean perSecond) {
    private static final double ROUNDING = 1e-9;

    /** Value by labels; at least one. */
    Map<Map<String, String>, Double> expected(Corpus corpus) {
        long from = LogQuery.nanos(at.minus(window));
        long to = LogQuery.nanos(at);
        Map<Map<String, String>, Double> values = corpus.lines().stream()
                .filter(counted)
                .filter(line -> line.entry().timestamp() > from && line.entry().timestamp() <= to)
                .collect(Collectors.groupingBy(
                        group, Collectors.summingDouble(line -> perSecond ? 1.0 / window.toSeconds() : 1)));
        if (values.isEmpty()) {
            throw new IllegalStateException("the query '" + name + "' would count nothing, which shows nothing");
        }
        return values;
    }

    /** Asks, writes down what came, and says how that differs from what is expected. */
    Finding judge(Loki loki, Corpus corpus, Evidence evidence) {
        Map<Map<String, String>, Double> expected = expected(corpus);
        List<Sample> found = loki.instant(logql, at);
        String source = loki.address() + " by " + logql + " at " + at;
        evidence.measured(name, told(found), "", "= " + told(expected), source);
        return new Finding(
                equal(expected, found), "the counted truth " + told(expected) + " by " + name, told(found), source);
    }

    private static boolean equal(Map<Map<String, String>, Double> expected, List<Sample> found) {
        return found.size() == expected.size()
                && found.stream()
                        .allMatch(
                                sample -> Math.abs(sample.value() - expected.getOrDefault(sample.labels(), Double.NaN))
                                        <= ROUNDING * Math.abs(sample.value()));
    }

    private static String told(Map<Map<String, String>, Double> values) {
        return told(values.entrySet().stream()
                .map(value -> new Sample(value.getKey(), value.getValue()))
                .toList());
    }

    private static String told(List<Sample> samples) {
        return samples.stream()
                .map(sample -> new TreeMap<>(sample.labels()) + " → " + Math.round(sample.value() * 1e6) / 1e6)
                .sorted()
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
