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
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.promql.PromQlExpression;
import io.logstack.conformance.promql.VectorSelector;
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
        Exposed exposed = new Look(profile)
                .until(
                        "Loki has stored its first chunk, with which some metrics come",
                        profile.timeouts().settle(),
                        () -> Exposed.read(rules, Series.read(prometheus, Instant.now())),
                        seen -> seen.notYet().isEmpty() || !seen.missing().isEmpty());
        evidence.measured(
                "metrics named", String.join(", ", exposed.named()), "", null, prometheus.address() + "/api/v1/rules");
        evidence.measured("metrics missing", exposed.missing().toString(), "", "= {}", prometheus.address());
        judge(rules, exposed, prometheus.address());
    }

    /**
     * What there is of the metrics that the alerts name.
     *
     * @param named all of them
     * @param missing metric to the alerts that name it
     * @param notYet those that come with the first chunk that Loki stores, before there was one
     */
    private record Exposed(Set<String> named, Map<String, Set<String>> missing, Set<String> notYet) {
        static Exposed read(List<LoggingRule> rules, Series series) {
            Exposed exposed = new Exposed(new TreeSet<>(), new TreeMap<>(), new TreeSet<>());
            for (LoggingRule rule : rules) {
                for (VectorSelector selector :
                        rule.expression().map(PromQlExpression::selectors).orElse(List.of())) {
                    exposed.add(rule, selector, series);
                }
            }
            return exposed;
        }

        private void add(LoggingRule rule, VectorSelector selector, Series series) {
            String metric = selector.metric().orElse(selector.toString());
            named.add(metric);
            if (series.notYet(selector)) {
                notYet.add(metric);
            } else if (!series.exposed(selector)) {
                missing.computeIfAbsent(metric, any -> new TreeSet<>()).add(rule.name());
            }
        }
    }

    private static void judge(List<LoggingRule> rules, Exposed exposed, String address) {
        SoftAssertions.assertSoftly(softly -> exposed.missing()
                .forEach((metric, alerts) -> softly.check(() -> assertThat(new Finding(
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
        if (!exposed.notYet().isEmpty()) {
            throw new InconclusiveException(
                    "Loki exposes " + String.join(" and ", exposed.notYet())
                            + " with the first chunk that it stores, and has stored none yet.",
                    null);
        }
        assertThat(new Finding(!exposed.named().isEmpty(), "alerts that name metrics", "none that names any", address))
                .orElse(AlertMetricsExposedIT.class)
                .holds();
    }
}
