package io.logstack.conformance.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alerting rule as Prometheus has loaded it.
 *
 * @param group name of its group
 * @param name the alert's name
 * @param expression PromQL
 * @param hold how long the expression must hold before the alert fires ({@code for})
 * @param labels that it gives its alerts, {@code severity} among them by custom
 * @param error why its last evaluation failed, or empty
 * @param evaluatedAt its last evaluation, or empty before the first
 * @param alerts those that are pending or firing
 */
public record AlertingRule(
        String group,
        String name,
        String expression,
        Duration hold,
        Map<String, String> labels,
        String error,
        Optional<Instant> evaluatedAt,
        List<Alert> alerts) {
    /**
     * An alert of the rule.
     *
     * @param state {@code pending} or {@code firing}
     * @param labels the alert's own
     */
    public record Alert(String state, Map<String, String> labels) {
        public boolean firing() {
            return state.equals("firing");
        }
    }
}
