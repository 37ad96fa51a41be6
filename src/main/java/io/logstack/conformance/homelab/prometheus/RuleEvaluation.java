package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.homelab.promql.Numbers;
import io.logstack.conformance.homelab.promql.Query;
import io.logstack.conformance.homelab.promql.QueryException;
import io.logstack.conformance.homelab.promql.Series;
import io.logstack.conformance.homelab.promql.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One rule over time. Of annotations and labels it expands {@code {{ $labels.name }}} and {@code {{ $value }}}, and leaves
 * other templates as they are. Thread-safe.
 */
final class RuleEvaluation {
    private static final Pattern TEMPLATE =
            Pattern.compile("\\{\\{-?\\s*\\$(?:labels\\.([a-zA-Z_][a-zA-Z0-9_]*)|value)\\s*-?}}");

    private final Rule rule;
    private final TimeSeriesStore store;
    private Map<Map<String, String>, Alert> alerts = Map.of();
    private String error = "";
    private Instant lastEvaluation = Instant.EPOCH;
    private double evaluationSeconds;

    /** @param activeSince when the expression began to hold for these labels */
    private record Alert(
            Map<String, String> labels, Map<String, String> annotations, Instant activeSince, double value) {
        String state(Duration hold, Instant now) {
            return activeSince.plus(hold).isAfter(now) ? "pending" : "firing";
        }
    }

    RuleEvaluation(Rule rule, TimeSeriesStore store) {
        this.rule = rule;
        this.store = store;
    }

    Rule rule() {
        return rule;
    }

    synchronized void run(Instant now) {
        long started = System.nanoTime();
        lastEvaluation = now;
        try {
            Value value = Query.parse(rule.expression()).at(store, now.toEpochMilli());
            error = "";
            if (rule.alerting()) {
                alerts = alerts(samples(value), now);
            } else {
                record(samples(value), now.toEpochMilli());
            }
        } catch (QueryException e) {
            error = e.words();
        }
        evaluationSeconds = (System.nanoTime() - started) / 1e9;
    }

    private static List<Value.Sample> samples(Value value) {
        if (value instanceof Value.Vector vector) {
            return vector.samples();
        }
        return value instanceof Value.Scalar scalar ? List.of(new Value.Sample(Map.of(), scalar.value())) : List.of();
    }

    private Map<Map<String, String>, Alert> alerts(List<Value.Sample> samples, Instant now) {
        Map<Map<String, String>, Alert> active = new LinkedHashMap<>();
        for (Value.Sample sample : samples) {
            Map<String, String> of = new TreeMap<>(sample.labels());
            of.remove(Series.NAME);
            Map<String, String> labels = new TreeMap<>(of);
            rule.labels().forEach((label, text) -> labels.put(label, expanded(text, of, sample.value())));
            labels.put("alertname", rule.name());
            Map<String, String> annotations = new TreeMap<>();
            rule.annotations().forEach((name, text) -> annotations.put(name, expanded(text, of, sample.value())));
            Alert before = alerts.get(labels);
            active.put(
                    labels,
                    new Alert(labels, annotations, before == null ? now : before.activeSince(), sample.value()));
        }
        return active;
    }

    private void record(List<Value.Sample> samples, long time) {
        for (Value.Sample sample : samples) {
            Map<String, String> labels = new HashMap<>(sample.labels());
            labels.putAll(rule.labels());
            labels.put(Series.NAME, rule.name());
            store.append(Map.copyOf(labels), time, sample.value());
        }
    }

    private static String expanded(String text, Map<String, String> labels, double value) {
        return TEMPLATE.matcher(text).replaceAll(found -> {
            String label = found.group(1);
            String expansion = label == null ? Numbers.format(value) : labels.getOrDefault(label, "");
            return Matcher.quoteReplacement(expansion);
        });
    }

    /** As {@code /api/v1/rules} shows it. */
    synchronized ObjectNode shown(Instant now) {
        ObjectNode node = Answers.JSON.createObjectNode();
        node.put("name", rule.name()).put("query", rule.expression());
        node.set("labels", Answers.labels(rule.labels()));
        if (rule.alerting()) {
            node.put("state", state(now)).put("duration", rule.hold().toMillis() / 1000.0);
            node.set("annotations", Answers.labels(rule.annotations()));
            ArrayNode active = node.putArray("alerts");
            showAlerts(now, active::add);
        }
        if (!error.isEmpty()) {
            node.put("lastError", error);
        }
        return node.put("health", lastEvaluation.equals(Instant.EPOCH) ? "unknown" : error.isEmpty() ? "ok" : "err")
                .put("evaluationTime", evaluationSeconds)
                .put("lastEvaluation", lastEvaluation.toString())
                .put("type", rule.alerting() ? "alerting" : "recording");
    }

    private String state(Instant now) {
        String state = "inactive";
        for (Alert alert : alerts.values()) {
            if (alert.state(rule.hold(), now).equals("firing")) {
                return "firing";
            }
            state = "pending";
        }
        return state;
    }

    /** Active alerts, as {@code /api/v1/alerts} shows them. */
    synchronized void showAlerts(Instant now, Consumer<ObjectNode> into) {
        for (Alert alert : alerts.values()) {
            ObjectNode node = Answers.JSON.createObjectNode();
            node.set("labels", Answers.labels(alert.labels()));
            node.set("annotations", Answers.labels(alert.annotations()));
            into.accept(node.put("state", alert.state(rule.hold(), now))
                    .put("activeAt", alert.activeSince().toString())
                    .put("value", Answers.scientific(alert.value())));
        }
    }
}
