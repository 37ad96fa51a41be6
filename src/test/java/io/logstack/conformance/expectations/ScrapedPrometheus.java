package io.logstack.conformance.expectations;

import io.logstack.conformance.homelab.promql.Query;
import io.logstack.conformance.homelab.promql.QueryException;
import io.logstack.conformance.homelab.promql.Series;
import io.logstack.conformance.homelab.promql.Value;
import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A Prometheus that scraped every minute for a while before a run began, and for a while after that. */
public final class ScrapedPrometheus implements Prometheus {
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Instant begun;
    private final int before;
    private final int after;
    private final List<Series> series = new ArrayList<>();

    /**
     * @param begun when the run began
     * @param before scrapes before that
     * @param after scrapes after that
     */
    public ScrapedPrometheus(Instant begun, int before, int after) {
        this.begun = begun;
        this.before = before;
        this.after = after;
    }

    /**
     * With a series more.
     *
     * @param written as in an exposition, without value
     * @param value of a scrape, by its number: 0 is the one as the run began, those before have negative ones
     */
    public ScrapedPrometheus with(String written, IntToDoubleFunction value) {
        Exposition.parse("script", written + " 0\n")
                .samples()
                .forEach((name, samples) -> samples.forEach(sample -> {
                    Map<String, String> labels = new HashMap<>(sample.labels());
                    labels.put(Series.NAME, name);
                    int[] numbers = IntStream.rangeClosed(-before, after).toArray();
                    series.add(new Series(
                            Map.copyOf(labels),
                            IntStream.of(numbers)
                                    .mapToLong(number -> begun.plus(STEP.multipliedBy(number))
                                            .toEpochMilli())
                                    .toArray(),
                            IntStream.of(numbers).mapToDouble(value).toArray()));
                }));
        return this;
    }

    /** With a counter that goes up by so much a minute before the run. */
    public ScrapedPrometheus counting(String written, double aMinute) {
        return with(written, number -> 1_000_000 + aMinute * number);
    }

    @Override
    public String address() {
        return "http://prometheus";
    }

    @Override
    public List<Sample> instant(String promql, Instant at) {
        try {
            Value value = Query.parse(promql)
                    .at(
                            (matchers, from, to) -> series.stream()
                                    .filter(one -> matchers.stream().allMatch(matcher -> matcher.matches(one.labels())))
                                    .map(one -> between(one, from, to))
                                    .filter(one -> one.times().length > 0)
                                    .toList(),
                            at.toEpochMilli());
            return ((Value.Vector) value)
                    .samples().stream()
                            .map(sample -> {
                                Map<String, String> labels = new HashMap<>(sample.labels());
                                labels.remove(Series.NAME);
                                return new Sample(labels, sample.value());
                            })
                            .toList();
        } catch (QueryException e) {
            throw new NoAnswerException("Prometheus answered with 400: " + e.words(), e);
        }
    }

    private static Series between(Series all, long from, long to) {
        int[] within = IntStream.range(0, all.times().length)
                .filter(i -> all.times()[i] >= from && all.times()[i] <= to)
                .toArray();
        return new Series(
                all.labels(),
                IntStream.of(within).mapToLong(i -> all.times()[i]).toArray(),
                IntStream.of(within).mapToDouble(i -> all.values()[i]).toArray());
    }

    @Override
    public List<AlertingRule> alertingRules() {
        return List.of();
    }
}
