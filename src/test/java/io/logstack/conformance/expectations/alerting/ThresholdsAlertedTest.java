package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.expectations.alerting.ScriptedPrometheus.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.AlertingRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsAlertedTest {
    private static final Profile MAPPED = Profiles.load(
            Path.of("profiles/reference.yaml"),
            Map.of(
                    "alerting.no-logs", "NoLogs",
                    "alerting.query-latency", "Slow",
                    "alerting.error-rate", "Errors",
                    "alerting.storage-growth", "Growth"));
    private static final AlertingRule NO_LOGS =
            rule("NoLogs", "sum(rate(loki_lines_total[5m])) == 0", Duration.ofMinutes(10), "critical");
    private static final AlertingRule SLOW = rule("Slow", "p95 > 2", Duration.ofMinutes(5), "warning");
    private static final AlertingRule ERRORS = rule("Errors", "bad / all > 0.05", Duration.ofMinutes(5), "warning");
    private static final AlertingRule GROWTH = rule("Growth", "increase(b[1d]) > 10e9", Duration.ZERO, "info");

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void fourAlertsAsTheRunbookHasThem() {
        assertThatCode(() -> judge(MAPPED, NO_LOGS, SLOW, ERRORS, GROWTH)).doesNotThrowAnyException();
        assertThat(evidence.values()).hasSize(4);
    }

    @Test
    void anAlertThatIsNotThereIsAViolation() {
        assertThatThrownBy(() -> judge(MAPPED, NO_LOGS, SLOW, GROWTH))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("an alert Errors on 'warning: error rate over 5%'", "no such alert");
    }

    @Test
    void withoutAnyRuleThereIsNoEvidence() {
        assertThatThrownBy(() -> judge(MAPPED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("NoLogs", "Slow", "Errors", "Growth");
    }

    @Test
    void aThresholdThatIsMappedToNoAlertWarns() {
        Profile profile = Profiles.load(Path.of("profiles/reference.yaml"), Map.of("alerting.no-logs", "NoLogs"));
        assertThatThrownBy(() -> judge(profile, NO_LOGS))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("alerting.query-latency", "alerting.error-rate", "alerting.storage-growth")
                .message()
                .doesNotContain("alerting.no-logs");
        assertThatThrownBy(() -> judge(profile, SLOW)).isInstanceOf(AssertionError.class);
    }

    @Test
    void severityAndLimitMustBeTheRunbooks() {
        assertThatThrownBy(() -> judge(
                        MAPPED,
                        NO_LOGS,
                        rule("Slow", "p95 > 20", Duration.ofMinutes(5), "info"),
                        rule("Errors", "bad / all > threshold", Duration.ofMinutes(5), "warning"),
                        GROWTH))
                .hasMessageContainingAll(
                        "the severity is info instead of warning",
                        "it compares with 20.0 instead of 2.0",
                        "it compares with no number instead of 0.05");
    }

    @Test
    void oneOfSeveralRulesOfANameIsEnough() {
        assertThatCode(() -> judge(
                        MAPPED,
                        NO_LOGS,
                        rule("Slow", "p95 > 10", Duration.ofMinutes(5), "critical"),
                        SLOW,
                        ERRORS,
                        GROWTH))
                .doesNotThrowAnyException();
    }

    @Test
    void tenGigabytesMayBeWrittenInGibibytes() {
        assertThat(deviations(Threshold.STORAGE_GROWTH, rule("Growth", "b > 10 * 1024^3", Duration.ZERO, "info")))
                .isEmpty();
    }

    @Test
    void anExpressionThatCannotBeReadIsADeviation() {
        assertThat(deviations(Threshold.QUERY_LATENCY, rule("Slow", "{\"p.95\"} > 2", Duration.ZERO, "warning")))
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({"5m, 10m, true", "10m, 0s, true", "5m, 5m, true", "5m, 1m, false", "5m, 1h, false", "1m, 8m, false"})
    void tenMinutesOfSilence(String range, String hold, boolean right) {
        AlertingRule rule =
                rule("NoLogs", "sum(rate(loki_lines_total[" + range + "])) == 0", Durations.parse(hold), "critical");
        assertThat(deviations(Threshold.NO_LOGS, rule).isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"0s, true", "15m, true", "16m, false"})
    void othersMayHoldBackForAsLongAsTheProfileSays(String hold, boolean right) {
        assertThat(deviations(Threshold.QUERY_LATENCY, rule("Slow", "p95 > 2", Durations.parse(hold), "warning"))
                        .isEmpty())
                .isEqualTo(right);
    }

    private static List<String> deviations(Threshold threshold, AlertingRule rule) {
        return threshold.deviations(LoggingRule.of(rule), MAPPED.alerting().longestHold());
    }

    private void judge(Profile profile, AlertingRule... rules) {
        ThresholdsAlertedIT.judge(List.of(rules), profile, evidence, "http://prometheus/api/v1/rules");
    }
}
