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
import io.logstack.conformance.promql.AlertExpression;
import io.logstack.conformance.stack.Prometheus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Whether a metric is there under any labels at all; whether an alert's own matchers find it is ALERT-03's question. */
@Alerting
@Observe
@Expectation(
        id = "ALERT-01",
        level = MUST,
        runbook = RunbookSection.KEY_METRICS,
        requires = PROMETHEUS,
        prerequisites = TargetsScrapedIT.class,
        statement = "Every metric that the operator's logging alerts name is exposed",
        remedy =
                "Look the metric up on the component's /metrics page, under the name that its present version gives it, and "
                        + "change the alert in its PrometheusRule")
public class AlertMetricsExposedIT {
    @Test
    void everyMetricIsThere(Prometheus prometheus, Profile profile, Evidence evidence) {
        List<LoggingRule> rules = LoggingRule.read(prometheus, profile);
        evidence.measured("logging alerts", rules.size(), "alerts", ">= 1", prometheus.address() + "/api/v1/rules");
        assertThat(new Finding(
                        !rules.isEmpty(),
                        "alerts on logging",
                        "none",
                        prometheus.address() + "/api/v1/rules, by groups "
                                + profile.alerting().groups() + " and metrics of Loki's and Alloy's"))
                .orElse(getClass())
                .holds();
        Series series = Series.read(prometheus, Instant.now());
        Map<String, Set<String>> missing = new TreeMap<>();
        Set<String> named = new TreeSet<>();
        for (LoggingRule rule : rules) {
            rule.expression().map(AlertExpression::selectors).orElse(List.of()).forEach(selector -> {
                String metric = selector.metric().orElse(selector.toString());
                named.add(metric);
                if (!series.exposed(selector)) {
                    missing.computeIfAbsent(metric, any -> new TreeSet<>()).add(rule.name());
                }
            });
        }
        evidence.measured("metrics named", String.join(", ", named), "", null, prometheus.address() + "/api/v1/rules");
        evidence.measured("metrics missing", missing.toString(), "", "= {}", prometheus.address());
        judge(rules, named, missing, prometheus.address());
    }

    /** @param missing metric to the alerts that name it */
    private static void judge(
            List<LoggingRule> rules, Set<String> named, Map<String, Set<String>> missing, String address) {
        SoftAssertions.assertSoftly(softly ->
                missing.forEach((metric, alerts) -> softly.check(() -> assertThat(new Finding(
                                false,
                                "a metric " + metric + ", which " + String.join(" and ", alerts) + " names",
                                "no series of it",
                                address))
                        .orElse(AlertMetricsExposedIT.class)
                        .holds())));
        List<String> unreadable = rules.stream()
                .filter(rule -> rule.expression().isEmpty())
                .map(rule -> rule.name() + " (" + rule.unreadable() + ")")
                .toList();
        if (!unreadable.isEmpty()) {
            throw new InconclusiveException(
                    "The metrics of these alerts are unknown, as their expressions cannot be read here: "
                            + String.join(", ", unreadable) + ".",
                    null);
        }
        assertThat(new Finding(!named.isEmpty(), "alerts that name metrics", "none that names any", address))
                .orElse(AlertMetricsExposedIT.class)
                .holds();
    }
}
