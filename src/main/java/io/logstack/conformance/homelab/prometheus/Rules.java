package io.logstack.conformance.homelab.prometheus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rule groups of a Prometheus, evaluated round by round. A group that changes starts anew. */
final class Rules {
    private final Supplier<List<Rule.Group>> source;
    private final TimeSeriesStore store;
    private final Map<Rule.Group, List<RuleEvaluation>> groups = new LinkedHashMap<>();

    Rules(Supplier<List<Rule.Group>> source, TimeSeriesStore store) {
        this.source = source;
        this.store = store;
    }

    void evaluate() {
        Instant now = Instant.now();
        List<RuleEvaluation> due = new ArrayList<>();
        synchronized (groups) {
            List<Rule.Group> current = source.get();
            groups.keySet().retainAll(current);
            for (Rule.Group group : current) {
                due.addAll(groups.computeIfAbsent(
                        group,
                        g -> g.rules().stream()
                                .map(rule -> new RuleEvaluation(rule, store))
                                .toList()));
            }
        }
        due.forEach(rule -> rule.run(now));
    }

    ObjectNode shown() {
        Instant now = Instant.now();
        ObjectNode data = Answers.JSON.createObjectNode();
        ArrayNode shown = data.putArray("groups");
        synchronized (groups) {
            groups.forEach((group, rules) -> {
                ObjectNode node = shown.addObject()
                        .put("name", group.name())
                        .put("file", group.file())
                        .put("interval", group.interval().toMillis() / 1000.0)
                        .put("limit", 0);
                ArrayNode each = node.putArray("rules");
                rules.forEach(rule -> each.add(rule.shown(now)));
            });
        }
        return data;
    }

    ObjectNode alerts() {
        Instant now = Instant.now();
        ObjectNode data = Answers.JSON.createObjectNode();
        ArrayNode shown = data.putArray("alerts");
        synchronized (groups) {
            groups.values().forEach(rules -> rules.forEach(rule -> rule.showAlerts(now, shown::add)));
        }
        return data;
    }
}
