package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Alerting;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Prometheus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Alerting
@Observe
@Expectation(
        id = "ALERT-02",
        level = MUST,
        runbook = RunbookSection.ALERT_THRESHOLDS,
        requires = PROMETHEUS,
        statement =
                "The alerts that the profile maps to the runbook's four thresholds exist, with limit, severity and hold "
                        + "time",
        remedy =
                "Compare the PrometheusRule with the runbook's Alert Thresholds, and name in the profile under 'alerting' "
                        + "which alert carries which threshold")
public class ThresholdsAlertedIT {
    @Test
    void everyThresholdHasItsAlert(Prometheus prometheus, Profile profile, Evidence evidence) {
        List<AlertingRule> rules = new Look(profile)
                .until(
                        "Prometheus has alerting rules",
                        profile.timeouts().settle(),
                        prometheus::alertingRules,
                        loaded -> !loaded.isEmpty());
        judge(rules, profile, evidence, prometheus.address() + "/api/v1/rules");
    }

    static void judge(List<AlertingRule> rules, Profile profile, Evidence evidence, String source) {
        List<String> unmapped = new ArrayList<>();
        SoftAssertions.assertSoftly(softly -> {
            for (Threshold threshold : Threshold.values()) {
                Optional<String> alert = threshold.alert(profile);
                List<LoggingRule> mapped = rules.stream()
                        .filter(rule -> alert.filter(rule.name()::equals).isPresent())
                        .map(LoggingRule::of)
                        .toList();
                evidence.measured(
                        threshold.words(),
                        alert.isEmpty()
                                ? "mapped to no alert"
                                : mapped.isEmpty() ? "no alert " + alert.get() : describe(mapped.get(0)),
                        "",
                        threshold.key(),
                        source);
                if (alert.isEmpty()) {
                    unmapped.add("'" + threshold.words() + "' (" + threshold.key() + ")");
                    continue;
                }
                // Several rules of one name are one alert's severities: the runbook's must be among them.
                List<List<String>> deviations = mapped.stream()
                        .map(rule ->
                                threshold.deviations(rule, profile.alerting().longestHold()))
                        .toList();
                softly.check(() -> assertThat(new Finding(
                                deviations.stream().anyMatch(List::isEmpty),
                                "an alert " + alert.get() + " on '" + threshold.words() + "'",
                                deviations.isEmpty()
                                        ? "no such alert"
                                        : "that " + String.join(", and that ", deviations.get(0)),
                                source))
                        .orElse(ThresholdsAlertedIT.class)
                        .holds());
            }
        });
        if (!unmapped.isEmpty()) {
            throw new WarningException("the profile maps no alert to " + String.join(", ", unmapped)
                    + ", so nobody is known to be told. Next: name the alert in the profile, or write one");
        }
    }

    private static String describe(LoggingRule rule) {
        return rule.rule().expression() + " for " + Durations.text(rule.rule().hold()) + ", severity "
                + rule.rule().labels().getOrDefault("severity", "none");
    }
}
