package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Alerting;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.promql.PromQlExpression;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Prometheus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * An expression that answers nothing is quiet, or can never answer anything. It is quiet when all the series that it needs
 * are there or may come; see {@link Series#impossible}. That a comparison can never hold is not seen.
 */
@Alerting
@Observe
@Expectation(
        id = "ALERT-03",
        level = MUST,
        runbook = RunbookSection.ALERT_THRESHOLDS,
        requires = PROMETHEUS,
        prerequisites = AlertMetricsExposedIT.class,
        statement = "The expression of each logging alert evaluates, over series that are there or may come",
        remedy = "Ask Prometheus for the selector that is named, matcher by matcher, and correct the alert in its "
                + "PrometheusRule")
public class AlertsCanFireIT {
    @Test
    void eachExpressionEvaluatesAndCanAnswer(Prometheus prometheus, Profile profile, Evidence evidence) {
        List<LoggingRule> rules = LoggingRule.read(prometheus, profile);
        evidence.measured("logging alerts", rules.size(), "alerts", ">= 1", prometheus.address() + "/api/v1/rules");
        assertThat(new Finding(!rules.isEmpty(), "alerts on logging", "none", prometheus.address()))
                .orElse(getClass())
                .holds();
        Instant now = Instant.now();
        Series series = Series.read(prometheus, now);
        List<String> unreadable = new ArrayList<>();
        SoftAssertions.assertSoftly(softly -> {
            for (LoggingRule rule : rules) {
                String refused = evaluate(rule, prometheus, now, evidence);
                List<String> impossible = rule.expression()
                        .map(expression -> impossible(expression, series))
                        .orElse(List.of());
                if (rule.expression().isEmpty()) {
                    unreadable.add(rule.name() + " (" + rule.unreadable() + ")");
                }
                softly.check(() -> assertThat(new Finding(
                                refused.isEmpty() && impossible.isEmpty(),
                                "an alert that evaluates and can fire",
                                refused.isEmpty()
                                        ? "that it can never fire, since " + String.join(", and ", impossible)
                                        : refused,
                                rule.where()))
                        .orElse(getClass())
                        .holds());
            }
        });
        if (!unreadable.isEmpty()) {
            throw new InconclusiveException(
                    "These alerts evaluate, but whether they can ever fire is unknown, as their expressions cannot be read "
                            + "here: " + String.join(", ", unreadable) + ".",
                    null);
        }
    }

    /** Why Prometheus does not evaluate it, now or the last time that it was due, or empty. */
    private static String evaluate(LoggingRule rule, Prometheus prometheus, Instant now, Evidence evidence) {
        String name = "answer of " + rule.name();
        try {
            int answers = prometheus.instant(rule.rule().expression(), now).size();
            evidence.measured(name, answers == 0 ? "quiet" : answers + " series", "", null, rule.where());
            return rule.rule().error().isEmpty()
                    ? ""
                    : "that its last evaluation failed: " + rule.rule().error();
        } catch (NoAnswerException e) {
            String refusal = String.valueOf(e.getMessage());
            evidence.measured(name, refusal, "", "an answer", rule.where());
            return refusal;
        }
    }

    private static List<String> impossible(PromQlExpression expression, Series series) {
        if (expression.canAnswer(selector -> series.impossible(selector).isEmpty())) {
            return List.of();
        }
        return expression.selectors().stream()
                .map(series::impossible)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
