package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.expectations.alerting.ScriptedPrometheus.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets and alerts over a Prometheus of a few series. */
class AlertingTest {
    private static final Profile PROFILE = Profiles.load(
            Path.of("profiles/reference.yaml"),
            Map.of("timeouts.settle", "60ms", "timeouts.poll", "20ms", "ingestion.lag", "60ms"));

    /** Of a healthy stack on which no request has failed. */
    private static final String SERIES = """
            up{job="monitoring/loki",instance="1",pod="loki-0"} 1
            up{job="alloy",instance="2",pod="alloy-1"} 1
            loki_lines_total{job="monitoring/loki",instance="1",pod="loki-0",tenant="fake"} 7
            loki_requests_total{job="monitoring/loki",instance="1",pod="loki-0",status_code="200"} 5
            """;

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void everyTargetIsUp() {
        assertThatCode(() -> scraped(SERIES, 1)).doesNotThrowAnyException();
    }

    @Test
    void aTargetThatIsDownIsNamed() {
        assertThatThrownBy(() -> scraped(SERIES.replace("pod=\"alloy-1\"} 1", "pod=\"alloy-1\"} 0"), 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("down: [alloy-1]");
    }

    @Test
    void anAlloyWithoutTargetIsMissed() {
        assertThatThrownBy(() -> scraped(SERIES, 2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("at least 2 targets", "1 targets");
    }

    @Test
    void withoutTargetsThereIsNoEvidence() {
        assertThatThrownBy(() -> scraped("node_load1 1\n", 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("at least 1 targets, all of them up, but found 0 targets");
        assertThatThrownBy(() -> scraped(SERIES.replace("} 1", "} NaN"), 1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void withoutAnAlloyNobodyKnowsWhomToScrape() {
        assertThatThrownBy(() -> scraped(SERIES, 0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected an Alloy to be scraped, but found none");
    }

    @Test
    void metricsThatAreThereOrComeWithTheFirstDiscard() {
        assertThatCode(() -> exposed(
                        SERIES,
                        rule("A", "rate(loki_lines_total{job=\"other\"}[5m]) > 0"),
                        rule("B", "rate(loki_discarded_samples_total[5m]) > 0")))
                .doesNotThrowAnyException();
        assertThat(evidence.values()).containsEntry("metrics missing", "{}");
    }

    @Test
    void aRenamedMetricIsNamedWithTheAlertsThatNameIt() {
        assertThatThrownBy(() -> exposed(
                        SERIES.replace("loki_lines_total", "loki_entries_total"),
                        rule("A", "rate(loki_lines_total[5m]) == 0"),
                        rule("B", "absent(loki_lines_total)")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a metric loki_lines_total, which A and B names");
    }

    @Test
    void aMetricThatComesWithTheFirstChunkIsUnknownBeforeAndMissingAfter() {
        AlertingRule growth = rule("A", "increase(loki_chunk_store_stored_chunk_bytes_total[1d]) > 10e9");
        assertThatThrownBy(() -> exposed(SERIES, growth))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("has stored none yet");
        assertThatCode(() -> canFire(growth)).doesNotThrowAnyException();
        String flushed = SERIES + "loki_ingester_chunks_flushed_total{job=\"monitoring/loki\",reason=\"idle\"} 3\n";
        assertThatThrownBy(() -> exposed(flushed, growth))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loki_chunk_store_stored_chunk_bytes_total");
        assertThatCode(() -> exposed(flushed + "loki_chunk_store_stored_chunk_bytes_total{user=\"fake\"} 9\n", growth))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutAlertsOnLoggingThereIsNoEvidence() {
        AlertingRule other = new AlertingRule(
                "node", "A", "node_load1 > 5", Duration.ZERO, Map.of(), "", Optional.empty(), List.of());
        for (ScriptedPrometheus prometheus :
                List.of(new ScriptedPrometheus(SERIES), new ScriptedPrometheus(SERIES, other))) {
            assertThatThrownBy(() -> new AlertMetricsExposedIT().everyMetricIsThere(prometheus, PROFILE, evidence))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("alerts on logging");
            assertThatThrownBy(() ->
                            new AlertsCanFireIT().eachExpressionEvaluatesAndCanAnswer(prometheus, PROFILE, evidence))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("alerts on logging");
            assertThatThrownBy(() -> new NoAlertFiringIT().everyAlertIsQuiet(prometheus, PROFILE, evidence))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("alerts on logging");
        }
        assertThatThrownBy(() -> exposed(SERIES, rule("A", "vector(1)")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none that names any");
    }

    @Test
    void anAlertOfAnyGroupThatReadsLokisMetricsIsOnLogging() {
        AlertingRule elsewhere = new AlertingRule(
                "general", "A", "loki_gone > 5", Duration.ZERO, Map.of(), "", Optional.empty(), List.of());
        assertThatThrownBy(() -> exposed(SERIES, elsewhere)).hasMessageContaining("loki_gone");
    }

    @Test
    void anExpressionThatCannotBeReadIsUnknown() {
        AlertingRule unreadable = rule("A", "{\"loki.lines\"} > 0");
        assertThatThrownBy(() -> exposed(SERIES, unreadable))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("A (at 1:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(loki_requests_total{status_code=~\"5..|429\"}[5m]) > 0",
                "rate(loki_requests_total{job=\"monitoring/loki\",status_code=\"500\"}[5m]) > 0",
                "sum(rate(loki_lines_total[5m])) == 0",
                "rate(loki_discarded_samples_total{reason=\"rate_limited\"}[5m]) > 0",
                "absent(up{job=\"alloy\"})",
                "absent(loki_never_there)",
                "absent_over_time(loki_lines_total{job=\"nobody\"}[10m])",
                "loki_lines_total > 9 or loki_never_there > 0",
                "loki_lines_total > 9 unless loki_never_there > 0",
                "(sum by (job) (rate(loki_requests_total{status_code=~\"5..\"}[5m])) or vector(0)) > 0.05",
                "max_over_time(loki_lines_total[1h] offset 5m) < 1",
                "loki_lines_total{job=~\"monitoring/.*\",tenant!=\"other\"} > 9",
                "up{job=\"alloy\"} == 0"
            })
    void quietIsNotInert(String expression) {
        assertThatCode(() -> canFire(rule("A", expression))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(rate(loki_lines_total{job=\"loki\"}[5m])) == 0",
                "rate(loki_requests_total{status=\"500\"}[5m]) > 0",
                "rate(loki_request_total[5m]) > 0.05",
                "rate(loki_requests_total{status_code=\"500\"}[5m]) / rate(loki_request_total[5m]) > 0.05",
                "loki_lines_total{job=\"alloy\"} > 0",
                "loki_lines_total{job=~\"loki\"} > 0",
                "loki_lines_total > 9 and loki_never_there > 0",
                "loki_never_there > 0 unless loki_lines_total > 9",
                "loki_never_there > 0 or loki_lines_total{job=\"loki\"} > 0",
                "(sum(rate(loki_never_there[5m])) or vector(0)) > 0.05",
                "max_over_time(loki_lines_total{pod=\"loki-9\"}[1h] offset 5m) > 9",
                "histogram_quantile(0.95, sum by (le) (rate(loki_never_there_bucket[5m]))) > 2",
                "loki_lines_total{namespace=\"monitoring\"} > 0"
            })
    void anAlertThatCanNeverFire(String expression) {
        assertThatThrownBy(() -> canFire(rule("A", expression)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("it can never fire", "alert A of group logging");
    }

    /** A count of series is a number, whatever their values are. */
    @Test
    void aCountThatIsNoNumberFindsNoSeries() {
        Prometheus spoilt = new ScriptedPrometheus(SERIES, rule("A", "loki_lines_total > 9")) {
            @Override
            public List<Sample> instant(String promql, Instant at) {
                return super.instant(promql, at).stream()
                        .map(sample -> new Sample(sample.labels(), Double.NaN))
                        .toList();
            }
        };
        assertThatThrownBy(() -> new AlertMetricsExposedIT().everyMetricIsThere(spoilt, PROFILE, evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loki_lines_total");
        assertThatThrownBy(() -> new AlertsCanFireIT().eachExpressionEvaluatesAndCanAnswer(spoilt, PROFILE, evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("it can never fire");
        assertThatThrownBy(() -> quiet(spoilt)).isInstanceOf(InconclusiveException.class);
    }

    @Test
    void anAlertWhoseLastEvaluationFailedCannotFire() {
        AlertingRule sound = rule("A", "loki_lines_total > 9");
        AlertingRule failing = new AlertingRule(
                sound.group(),
                sound.name(),
                sound.expression(),
                sound.hold(),
                sound.labels(),
                "found duplicate series for the match group",
                sound.evaluatedAt(),
                sound.alerts());
        assertThatThrownBy(() -> canFire(failing))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("its last evaluation failed: found duplicate series", "alert A");
    }

    @Test
    void anExpressionThatPrometheusRefusesIsNamed() {
        assertThatThrownBy(() -> canFire(rule("A", "no_such_function(loki_lines_total)")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("answered with 400");
    }

    @Test
    void quietAlerts() {
        assertThatCode(() -> quiet(new ScriptedPrometheus(SERIES, rule("A", "loki_lines_total > 9"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aFiringAlertIsNamedAPendingOneIsNot() {
        assertThatCode(() -> quiet(new ScriptedPrometheus(SERIES, in("pending"))))
                .doesNotThrowAnyException();
        assertThat(evidence.values().get("alerts pending")).asString().contains("A");
        assertThatThrownBy(() -> quiet(new ScriptedPrometheus(SERIES, in("firing"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("firing: [A");
    }

    @Test
    void alertsThatWereNotEvaluatedOnWhatIsScrapedAreUnknown() {
        AlertingRule never = new AlertingRule(
                "logging", "A", "loki_lines_total > 9", Duration.ZERO, Map.of(), "", Optional.empty(), List.of());
        assertThatThrownBy(() -> quiet(new ScriptedPrometheus(SERIES, never)))
                .isInstanceOf(InconclusiveException.class);
        assertThatThrownBy(() -> quiet(new ScriptedPrometheus(
                        SERIES, Instant.now().minusSeconds(5), rule("A", "loki_lines_total > 9"))))
                .isInstanceOf(InconclusiveException.class);
    }

    private static AlertingRule in(String state) {
        AlertingRule rule = rule("A", "loki_lines_total > 5");
        return new AlertingRule(
                rule.group(),
                rule.name(),
                rule.expression(),
                rule.hold(),
                rule.labels(),
                rule.error(),
                rule.evaluatedAt(),
                List.of(new AlertingRule.Alert(state, Map.of("pod", "loki-0"))));
    }

    private void scraped(String series, int alloys) {
        Alloy alloy = () -> IntStream.range(0, alloys)
                .<Alloy.Instance>mapToObj(Instance::new)
                .toList();
        new TargetsScrapedIT().lokiAndEveryAlloyAreUp(new ScriptedPrometheus(series), alloy, PROFILE, evidence);
    }

    private void exposed(String series, AlertingRule... rules) {
        new AlertMetricsExposedIT().everyMetricIsThere(new ScriptedPrometheus(series, rules), PROFILE, evidence);
    }

    private void canFire(AlertingRule rule) {
        new AlertsCanFireIT()
                .eachExpressionEvaluatesAndCanAnswer(new ScriptedPrometheus(SERIES, rule), PROFILE, evidence);
    }

    private void quiet(Prometheus prometheus) {
        new NoAlertFiringIT().everyAlertIsQuiet(prometheus, PROFILE, evidence);
    }

    private record Instance(int number) implements Alloy.Instance {
        @Override
        public String name() {
            return "alloy-" + number;
        }

        @Override
        public String node() {
            return "";
        }

        @Override
        public Metrics metrics() {
            throw new UnsupportedOperationException("nobody asks for its metrics here");
        }
    }
}
