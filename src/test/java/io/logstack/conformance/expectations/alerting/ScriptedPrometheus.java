package io.logstack.conformance.expectations.alerting;

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
import java.util.Optional;

/** A Prometheus that holds the series of an exposition since a time, and rules. */
class ScriptedPrometheus implements Prometheus {
    private static final Instant EVER = Instant.EPOCH;

    private final Map<String, List<Sample>> samples;
    private final Instant since;
    private final List<AlertingRule> rules;

    ScriptedPrometheus(String exposition, AlertingRule... rules) {
        this(exposition, EVER, rules);
    }

    ScriptedPrometheus(String exposition, Instant since, AlertingRule... rules) {
        this.samples = Exposition.parse("script", exposition).samples();
        this.since = since;
        this.rules = List.of(rules);
    }

    static AlertingRule rule(String name, String expression) {
        return rule(name, expression, Duration.ZERO, "warning");
    }

    static AlertingRule rule(String name, String expression, Duration hold, String severity) {
        return new AlertingRule(
                "logging",
                name,
                expression,
                hold,
                Map.of("severity", severity),
                "",
                Optional.of(Instant.now().minusSeconds(20)),
                List.of());
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
                            (matchers, from, to) -> series(from, to).stream()
                                    .filter(series ->
                                            matchers.stream().allMatch(matcher -> matcher.matches(series.labels())))
                                    .toList(),
                            at.toEpochMilli());
            return value instanceof Value.Vector vector
                    ? vector.samples().stream()
                            .map(ScriptedPrometheus::withoutName)
                            .toList()
                    : List.of(new Sample(Map.of(), ((Value.Scalar) value).value()));
        } catch (QueryException e) {
            throw new NoAnswerException("Prometheus answered with 400: " + e.words(), e);
        }
    }

    private static Sample withoutName(Value.Sample sample) {
        Map<String, String> labels = new HashMap<>(sample.labels());
        labels.remove(Series.NAME);
        return new Sample(Map.copyOf(labels), sample.value());
    }

    private List<Series> series(long from, long to) {
        List<Series> all = new ArrayList<>();
        if (to < since.toEpochMilli()) {
            return all;
        }
        samples.forEach((name, ofName) -> ofName.forEach(sample -> {
            Map<String, String> labels = new HashMap<>(sample.labels());
            labels.put(Series.NAME, name);
            all.add(new Series(Map.copyOf(labels), new long[] {Math.max(from, to - 1)}, new double[] {sample.value()}));
        }));
        return all;
    }

    @Override
    public List<AlertingRule> alertingRules() {
        return rules;
    }
}
