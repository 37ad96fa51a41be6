package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Grafana;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus tells of rules, and Grafana of data sources and dashboards. */
class AlertsAndDashboardsTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final HttpPart part = HttpPart.start("part", 0, executor, this::answer);
    private final Stack stack = new EndpointsStackProvider()
            .start(Endpoints.profile(Map.of(
                    "prometheus.url",
                    part.uri().toString(),
                    "grafana.url",
                    part.uri().toString(),
                    "grafana.username",
                    "admin",
                    "grafana.password",
                    "of-the-test")));

    @AfterEach
    void close() {
        stack.close();
        part.close();
        executor.shutdownNow();
    }

    private Reply answer(Request request) {
        return answers.getOrDefault(request.path(), Reply.text(404, "not found"));
    }

    private void json(String path, int status, String body) {
        answers.put(path, Reply.of(status, "application/json", body));
    }

    @Test
    void alertingRulesAreReadAndRecordingRulesLeftOut() {
        json("/api/v1/rules", 200, """
                {"status":"success","data":{"groups":[{"name":"logging","file":"a.yaml","interval":30,"rules":[
                {"state":"firing","name":"A","query":"up == 0","duration":600.5,"labels":{"severity":"critical"},
                 "annotations":{},"alerts":[{"labels":{"alertname":"A"},"annotations":{},"state":"firing",
                 "activeAt":"2026-11-22T10:00:00Z","value":"0e+00"}],"health":"ok","evaluationTime":0.001,
                 "lastEvaluation":"2026-11-22T11:00:00.123456789+01:00","type":"alerting"},
                {"state":"unknown","name":"B","query":"up","duration":0,"labels":{},"alerts":[],"health":"unknown",
                 "lastEvaluation":"0001-01-01T00:00:00Z","type":"alerting"},
                {"name":"job:up","query":"up","health":"ok","type":"recording"}]}]}}
                """);

        List<AlertingRule> rules = stack.prometheus().alertingRules();

        assertThat(rules)
                .first()
                .isEqualTo(new AlertingRule(
                        "logging",
                        "A",
                        "up == 0",
                        Duration.ofMillis(600_500),
                        Map.of("severity", "critical"),
                        "",
                        Optional.of(Instant.parse("2026-11-22T10:00:00.123456789Z")),
                        List.of(new AlertingRule.Alert("firing", Map.of("alertname", "A")))));
        assertThat(rules)
                .hasSize(2)
                .last()
                .extracting(AlertingRule::evaluatedAt)
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"error\",\"error\":\"no\"}",
                "{\"status\":\"success\",\"data\":{}}",
                "{\"status\":\"success\",\"data\":{\"groups\":[{\"rules\":[{\"type\":\"alerting\",\"name\":\"A\"}]}]}}",
                "not JSON"
            })
    void rulesThatAreNotWhatTheApiPromisesAreNoAnswer(String body) {
        json("/api/v1/rules", 200, body);
        assertThatThrownBy(() -> stack.prometheus().alertingRules())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("the alerting rules");
    }

    @Test
    void dataSourcesAndTheirHealth() {
        json("/api/datasources", 200, "[{\"uid\":\"l\",\"name\":\"Loki\",\"type\":\"loki\"}]");
        json("/api/datasources/uid/l/health", 200, "{\"status\":\"OK\",\"message\":\"fine\"}");
        json("/api/datasources/uid/sick/health", 400, "{\"status\":\"ERROR\",\"message\":\"refused\"}");
        Grafana grafana = stack.grafana();

        assertThat(grafana.dataSources()).containsExactly(new Grafana.DataSource("l", "Loki", "loki"));
        assertThat(grafana.health("l")).isEqualTo(new Grafana.DataSourceHealth(true, "fine"));
        assertThat(grafana.health("sick")).isEqualTo(new Grafana.DataSourceHealth(false, "refused"));
    }

    @Test
    void aHealthThatIsNotToldIsNoAnswer() {
        json("/api/datasources/uid/l/health", 200, "{\"message\":\"fine\"}");
        json("/api/datasources/uid/denied/health", 403, "{\"message\":\"permission needed\"}");
        Grafana grafana = stack.grafana();

        assertThatThrownBy(() -> grafana.health("l"))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("no status of the data source");
        assertThatThrownBy(() -> grafana.health("denied"))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("permission needed");
        assertThatThrownBy(() -> grafana.health("none")).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void dashboards() {
        json("/api/search", 200, "[{\"uid\":\"a\",\"title\":\"Alloy / Logs\",\"tags\":[\"alloy\"]}]");
        assertThat(stack.grafana().dashboards())
                .containsExactly(new Grafana.Dashboard("a", "Alloy / Logs", Set.of("alloy")));
        json("/api/search", 200, "{}");
        assertThatThrownBy(() -> stack.grafana().dashboards())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("no list");
    }
}
