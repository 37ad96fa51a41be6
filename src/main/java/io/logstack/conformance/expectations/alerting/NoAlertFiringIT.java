package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.SHOULD;
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
import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Prometheus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A rule that was never evaluated does not fire, and neither does one that was evaluated before there was anything to
 * evaluate it on; so the last evaluation must lie after the first scrape of what is scraped now.
 */
@Alerting
@Observe
@Expectation(
        id = "ALERT-04",
        level = SHOULD,
        runbook = RunbookSection.ALERT_THRESHOLDS,
        requires = PROMETHEUS,
        prerequisites = TargetsScrapedIT.class,
        statement = "No logging alert is firing",
        remedy = "Follow the alert's own annotations; the expectation that regards its cause is red beside this one")
public class NoAlertFiringIT {
    @Test
    void everyAlertIsQuiet(Prometheus prometheus, Profile profile, Evidence evidence) {
        List<AlertingRule> rules = new Look(profile)
                .until(
                        "Prometheus has evaluated the logging alerts on what it scrapes",
                        profile.timeouts().settle(),
                        () -> logging(prometheus, profile),
                        loaded -> !loaded.isEmpty()
                                && (firing(loaded).size() > 0 || evaluated(loaded, prometheus, profile)));
        String source = prometheus.address() + "/api/v1/rules";
        evidence.measured("logging alerts", rules.size(), "alerts", ">= 1", source);
        evidence.measured("alerts firing", firing(rules).toString(), "", "= []", source);
        evidence.measured("alerts pending", in(rules, false).toString(), "", null, source);
        assertThat(new Finding(!rules.isEmpty(), "alerts on logging", "none", source))
                .orElse(getClass())
                .holds();
        List<String> firing = firing(rules);
        assertThat(new Finding(firing.isEmpty(), "no logging alert to fire", "firing: " + firing, source))
                .orElse(getClass())
                .holds();
        if (!evaluated(rules, prometheus, profile)) {
            throw new InconclusiveException(
                    "Prometheus has not evaluated all logging alerts on what it scrapes yet.", null);
        }
    }

    private static List<AlertingRule> logging(Prometheus prometheus, Profile profile) {
        return LoggingRule.of(prometheus.alertingRules(), profile).stream()
                .map(LoggingRule::rule)
                .toList();
    }

    private static List<String> firing(List<AlertingRule> rules) {
        return in(rules, true);
    }

    private static List<String> in(List<AlertingRule> rules, boolean firing) {
        return rules.stream()
                .flatMap(rule -> rule.alerts().stream()
                        .filter(alert -> alert.firing() == firing)
                        .map(alert -> rule.name() + " " + alert.labels()))
                .toList();
    }

    private static boolean evaluated(List<AlertingRule> rules, Prometheus prometheus, Profile profile) {
        if (rules.stream().anyMatch(rule -> rule.evaluatedAt().isEmpty())) {
            return false;
        }
        Optional<Instant> earliest =
                rules.stream().flatMap(rule -> rule.evaluatedAt().stream()).min(Instant::compareTo);
        return earliest.isPresent()
                && scrapedBy(earliest.get(), profile.prometheus().lokiMatchers(), prometheus)
                && scrapedBy(earliest.get(), profile.prometheus().alloyMatchers(), prometheus);
    }

    /** Whether all targets of now had been scraped then. */
    private static boolean scrapedBy(Instant then, String matchers, Prometheus prometheus) {
        String up = "up{" + matchers + "}";
        return scraped(up, then, prometheus) >= Math.max(1, scraped(up, Instant.now(), prometheus));
    }

    private static long scraped(String up, Instant at, Prometheus prometheus) {
        return prometheus.instant(up, at).stream()
                .filter(target -> !Double.isNaN(target.value()))
                .count();
    }
}
