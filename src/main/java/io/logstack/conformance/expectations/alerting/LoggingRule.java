package io.logstack.conformance.expectations.alerting;

import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.promql.PromQlExpression;
import io.logstack.conformance.promql.UnreadableExpressionException;
import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Prometheus;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An alert of the operator's on the logging stack.
 *
 * @param expression what it says, or empty where the grammar cannot read it
 * @param unreadable why it cannot, or empty
 */
record LoggingRule(AlertingRule rule, Optional<PromQlExpression> expression, String unreadable) {
    private static final Pattern LOGGING_METRIC = Pattern.compile("(loki|alloy)[_:].*");

    static LoggingRule of(AlertingRule rule) {
        try {
            return new LoggingRule(rule, Optional.of(PromQlExpression.parse(rule.expression())), "");
        } catch (UnreadableExpressionException e) {
            return new LoggingRule(rule, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The logging alerts that Prometheus has loaded, waiting for it to load any rules at all.
     *
     * @return none where it has none, or none on logging
     */
    static List<LoggingRule> read(Prometheus prometheus, Profile profile) {
        return of(
                new Look(profile)
                        .until(
                                "Prometheus has alerting rules",
                                profile.timeouts().settle(),
                                prometheus::alertingRules,
                                rules -> !rules.isEmpty()),
                profile);
    }

    /** Those of the rules that are on logging: by their group, or by a metric that they read. */
    static List<LoggingRule> of(List<AlertingRule> rules, Profile profile) {
        Pattern groups = Pattern.compile(profile.alerting().groups());
        return rules.stream()
                .map(LoggingRule::of)
                .filter(rule -> groups.matcher(rule.rule().group()).matches() || rule.readsLoggingMetric())
                .toList();
    }

    private boolean readsLoggingMetric() {
        return expression
                .map(read -> read.metrics().stream()
                        .anyMatch(metric -> LOGGING_METRIC.matcher(metric).matches()))
                .orElse(false);
    }

    String name() {
        return rule.name();
    }

    /** For messages. */
    String where() {
        return "alert " + rule.name() + " of group " + rule.group() + ": " + rule.expression();
    }
}
