package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Prometheus' {@code /api/v1/rules}. */
final class RulesJson {
    private static final String ASKED = "the alerting rules";
    private static final double MILLIS = 1000;

    private RulesJson() {}

    static List<AlertingRule> rules(Endpoint from, Answer answer) {
        JsonNode groups = Json.success(from, answer, ASKED).path("groups");
        if (!groups.isArray()) {
            throw from.unusable(answer, ASKED, " and no groups");
        }
        List<AlertingRule> rules = new ArrayList<>();
        for (JsonNode group : groups) {
            for (JsonNode rule : group.path("rules")) {
                if (rule.path("type").asString("").equals("alerting")) {
                    rules.add(rule(from, answer, group.path("name").asString(""), rule));
                }
            }
        }
        return List.copyOf(rules);
    }

    private static AlertingRule rule(Endpoint from, Answer answer, String group, JsonNode rule) {
        if (!rule.path("name").isString()
                || !rule.path("query").isString()
                || !rule.path("duration").isNumber()) {
            throw from.unusable(answer, ASKED, " and a rule without name, query or duration in seconds");
        }
        List<AlertingRule.Alert> alerts = new ArrayList<>();
        for (JsonNode alert : rule.path("alerts")) {
            alerts.add(new AlertingRule.Alert(alert.path("state").asString(""), texts(alert.path("labels"))));
        }
        return new AlertingRule(
                group,
                rule.path("name").asString(),
                rule.path("query").asString(),
                Duration.ofMillis(Math.round(rule.path("duration").asDouble() * MILLIS)),
                texts(rule.path("labels")),
                rule.path("health").asString("").equals("err")
                        ? rule.path("lastError").asString("unknown")
                        : "",
                evaluatedAt(from, answer, rule),
                List.copyOf(alerts));
    }

    private static Optional<Instant> evaluatedAt(Endpoint from, Answer answer, JsonNode rule) {
        String health = rule.path("health").asString("");
        String at = rule.path("lastEvaluation").asString("");
        if (health.equals("unknown") || at.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(at).toInstant());
        } catch (DateTimeException e) {
            throw from.unusable(answer, ASKED, " and a lastEvaluation '" + at + "' that is no time");
        }
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new HashMap<>();
        node.forEachEntry((name, value) -> texts.put(name, value.asString("")));
        return Map.copyOf(texts);
    }
}
