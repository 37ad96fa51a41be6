package io.logstack.conformance.homelab.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EmbeddedPrometheusTest {
    private static final Duration SETTLE = Duration.ofSeconds(15);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    private final AtomicLong lines = new AtomicLong();
    private final AtomicReference<String> page = new AtomicReference<>("# TYPE lines_total counter\n");
    private final HttpPart target = HttpPart.start(
            "target",
            0,
            executor,
            request -> Reply.text(
                    200, page.get() + "lines_total{namespace=\"app\",job=\"own\"} " + lines.addAndGet(7) + "\n"));
    private final AtomicReference<List<Target>> targets = new AtomicReference<>(List.of(new Target(
            "serviceMonitor/monitoring/loki/0",
            Map.of("job", "monitoring/loki", "instance", "a:1"),
            URI.create(target.uri() + "/metrics"))));
    private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start(
            new PrometheusOptions(
                    0,
                    Duration.ofMillis(50),
                    Duration.ofMillis(50),
                    Duration.ofMinutes(1),
                    targets::get,
                    () -> List.of(new Rule.Group(
                            "logging",
                            "monitoring-logging",
                            Duration.ofSeconds(1),
                            List.of(
                                    rule("Down", true, "up == 0", Duration.ZERO),
                                    rule("Slow", true, "up == 0", Duration.ofHours(1)),
                                    rule("Broken", true, "rate(up)", Duration.ZERO),
                                    rule("job:lines:max", false, "max by (job) (lines_total)", Duration.ZERO))))),
            executor,
            scheduler);

    @AfterEach
    void stop() {
        prometheus.close();
        target.close();
        scheduler.shutdownNow();
        executor.shutdownNow();
    }

    @Test
    void whatATargetExposesCanBeAskedFor() {
        awaitValue("up{job=\"monitoring/loki\"}", "1");
        await("counters grow between scrapes")
                .atMost(SETTLE)
                .until(() -> result("increase(lines_total{exported_job=\"own\"}[30s])")
                                .at("/0/value/1")
                                .asDouble(0)
                        > 7);
        await("the recording rule writes its series")
                .atMost(SETTLE)
                .until(() ->
                        result("job:lines:max").at("/0/metric/job").asString("").equals("monitoring/loki"));
        assertThat(result("nothing_of_the_kind")).isEmpty();
    }

    @Test
    void aTargetMayHaveAPast() {
        AtomicLong then = new AtomicLong(100);
        Past past = Past.of(
                3,
                Duration.ofSeconds(10),
                step -> then.addAndGet(1000L * step),
                () -> "# TYPE gone_total counter\ngone_total " + then.get() + "\n# TYPE lines_total counter\n"
                        + "lines_total{namespace=\"app\",job=\"own\"} " + then.get() + "\n");
        targets.set(List.of(new Target(
                "pool", Map.of("job", "old", "instance", "b:1"), URI.create(target.uri() + "/metrics"), past)));
        awaitValue("up{job=\"old\"}", "1");
        assertThat(result("count_over_time(gone_total[50s])").at("/0/value/1").asString())
                .isEqualTo("3");
        assertThat(result("max_over_time(gone_total[50s])").at("/0/value/1").asString())
                .isEqualTo("3100");
        // Its counters began anew, and what they had is not lost.
        assertThat(result("increase(lines_total{job=\"old\"}[50s])")
                        .at("/0/value/1")
                        .asDouble(0))
                .isGreaterThan(3000);
        assertThat(result("gone_total")).isEmpty();
    }

    @Test
    void aTargetIsDownWhenItsPageIsCutAndItsSeriesEnd() throws IOException {
        awaitValue("up", "1");
        page.set("# TYPE lines_total counter\nlines_total{names\n");
        awaitValue("up", "0");
        assertThat(result("lines_total")).isEmpty();
        JsonNode shown = get("/api/v1/targets").at("/data/activeTargets/0");
        assertThat(shown.get("health").asString()).isEqualTo("down");
        assertThat(shown.get("lastError").asString()).contains("line 2");
    }

    @Test
    void aTargetThatIsNoMoreLeavesNothing() {
        awaitValue("up", "1");
        targets.set(List.of());
        await("the series of a removed target end")
                .atMost(SETTLE)
                .until(() -> result("up").isEmpty());
    }

    @Test
    void alertsArePendingForTheirTimeAndThenFire() throws IOException {
        awaitValue("up", "1");
        assertThat(rule("Down").get("state").asString()).isEqualTo("inactive");
        target.suspend();
        await("the alert without hold fires")
                .atMost(SETTLE)
                .until(() -> rule("Down").get("state").asString().equals("firing"));
        assertThat(rule("Slow").get("state").asString()).isEqualTo("pending");
        assertThat(rule("Broken").get("health").asString()).isEqualTo("err");
        assertThat(rule("Broken").get("lastError").asString()).contains("expected type range vector");
        JsonNode alerts = get("/api/v1/alerts").at("/data/alerts");
        assertThat(alerts).anySatisfy(alert -> {
            assertThat(alert.at("/labels/alertname").asString()).isEqualTo("Down");
            assertThat(alert.at("/labels/severity").asString()).isEqualTo("critical");
            assertThat(alert.at("/annotations/summary").asString()).isEqualTo("monitoring/loki is 0");
            assertThat(alert.get("value").asString()).isEqualTo("0e+00");
        });
    }

    @Test
    void whatItCannotComputeIsABadRequest() throws IOException {
        Reply reply = PartClient.get(uri("/api/v1/query?query=predict_linear(up%5B5m%5D%2C1)"), SETTLE);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("\"errorType\":\"bad_data\"");
        assertThat(get("/api/v1/status/buildinfo").at("/data/version").asString())
                .isEqualTo("2.42.0");
    }

    private static Rule rule(String name, boolean alerting, String expression, Duration hold) {
        return new Rule(
                name,
                alerting,
                expression,
                hold,
                alerting ? Map.of("severity", "critical") : Map.of(),
                Map.of("summary", "{{ $labels.job }} is {{ $value }}"));
    }

    private JsonNode rule(String name) throws IOException {
        for (JsonNode rule : get("/api/v1/rules").at("/data/groups/0/rules")) {
            if (rule.get("name").asString().equals(name)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + name);
    }

    private void awaitValue(String query, String value) {
        await(query + " is " + value)
                .atMost(SETTLE)
                .until(() -> result(query).at("/0/value/1").asString("").equals(value));
    }

    private JsonNode result(String query) {
        try {
            return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                    .at("/data/result");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode get(String path) throws IOException {
        return JsonMapper.shared().readTree(PartClient.get(uri(path), SETTLE).body());
    }

    private URI uri(String path) {
        return URI.create(prometheus.uri() + path);
    }
}
