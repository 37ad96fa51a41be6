package io.logstack.conformance.homelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The homelab as a whole, healthy, over its sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HomelabTest {
    static final Duration SETTLE = Duration.ofSeconds(30);

    private Homelab homelab;

    @BeforeAll
    void start() {
        homelab = Homelab.start(HomelabOptions.DEFAULT);
    }

    @AfterAll
    void stop() {
        homelab.close();
    }

    @Test
    void theEndpointsAreOneLineOfJson() {
        String json = homelab.endpoints().json();
        assertThat(json).doesNotContain("\n");
        JsonNode node = JsonMapper.shared().readTree(json);
        Stream.of("loki", "gateway", "s3", "prometheus", "grafana", "kubernetes")
                .forEach(
                        part -> assertThat(URI.create(node.get(part).asString()).getPort())
                                .as(part)
                                .isPositive());
        assertThat(node.get("alloy")).hasSize(3);
        assertThat(node.get("canary")).hasSize(3);
    }

    @Test
    void whatAPodWritesToStdoutArrivesUnderItsLabels() {
        Pod backend = homelab.kubernetes()
                .store()
                .list(Pod.class, "app", "app.kubernetes.io/name=backend")
                .get(0);
        String pod = backend.getMetadata().getName();
        await("lines of " + pod + " through Alloy and the gateway")
                .atMost(SETTLE)
                .until(() -> !values("{namespace=\"app\",pod=\"" + pod + "\"}", Duration.ofSeconds(5))
                        .isEmpty());
        JsonNode stream = query("{namespace=\"app\",pod=\"" + pod + "\"}", Duration.ofSeconds(30))
                .at("/data/result/0/stream");
        assertThat(stream.get("app").asString()).isEqualTo("backend");
        assertThat(stream.get("container").asString()).isEqualTo("backend");
        assertThat(stream.get("node").asString()).isEqualTo(backend.getSpec().getNodeName());
    }

    @Test
    void everyNamespaceHasRecentLogs() {
        for (String namespace : List.of("monitoring", "storage", "flux-system", "app")) {
            await("recent logs of " + namespace)
                    .atMost(SETTLE)
                    .until(() -> !values("{namespace=\"" + namespace + "\"}", Duration.ofSeconds(5))
                            .isEmpty());
        }
    }

    @Test
    void aProbePodsLineArrives() {
        String line = "conformance probe 4711";
        try (KubernetesClient client = client(homelab)) {
            client.pods()
                    .inNamespace("monitoring")
                    .resource(new PodBuilder()
                            .withNewMetadata()
                            .withName("probe-4711")
                            .withNamespace("monitoring")
                            .endMetadata()
                            .withNewSpec()
                            .withRestartPolicy("Never")
                            .addNewContainer()
                            .withName("probe")
                            .withImage("busybox")
                            .withCommand("sh", "-c", "echo '" + line + "'; exec sleep 300")
                            .endContainer()
                            .endSpec()
                            .build())
                    .create();
            await("the probe's line")
                    .atMost(SETTLE)
                    .until(() -> values(
                                    "{namespace=\"monitoring\",pod=\"probe-4711\",container=\"probe\"}",
                                    Duration.ofMinutes(1))
                            .contains(line));
            assertThat(client.pods()
                            .inNamespace("monitoring")
                            .withName("probe-4711")
                            .get()
                            .getStatus()
                            .getPhase())
                    .isEqualTo("Running");
            client.pods().inNamespace("monitoring").withName("probe-4711").delete();
        }
    }

    @Test
    void historyReachesBackToTheRetentionAndNotBeyond() {
        await("the compactor has run")
                .atMost(SETTLE)
                .until(() -> values(
                                "{namespace=\"app\"}",
                                Duration.ofDays(12),
                                Duration.ofDays(7).plusHours(26))
                        .isEmpty());
        assertThat(values(
                        "{namespace=\"app\"}",
                        Duration.ofDays(7),
                        Duration.ofDays(6).plusHours(12)))
                .isNotEmpty();
        assertThat(values("{namespace=\"app\"} | json | level=\"error\"", Duration.ofDays(7)))
                .isNotEmpty();
    }

    @Test
    void chunksArriveInTheBucket() {
        await("chunks in the bucket").atMost(SETTLE).until(() -> {
            Reply page = PartClient.get(URI.create(homelab.endpoints().loki() + "/metrics"), SETTLE);
            return new String(page.body(), StandardCharsets.UTF_8)
                    .lines()
                    .anyMatch(line -> line.startsWith("loki_ingester_chunks_flushed_total")
                            && !line.endsWith(" 0")
                            && !line.endsWith(" 0.0"));
        });
    }

    @Test
    void prometheusScrapesEveryPart() {
        await("all targets are up")
                .atMost(SETTLE)
                .until(() -> prometheus("sum(up)").equals("7"));
        await("Alloys send, as Prometheus sees it")
                .atMost(SETTLE)
                .until(() -> !prometheus("sum(increase(loki_write_sent_entries_total[10s])) > 0")
                        .isEmpty());
        assertThat(prometheus("count(count by (pod) (loki_write_sent_entries_total))"))
                .isEqualTo("3");
        assertThat(prometheus("sum(loki_canary_missing_entries_total)")).isEqualTo("0");
    }

    @Test
    void rulesOfTheClusterAreEvaluated() {
        await("rules are healthy").atMost(SETTLE).until(() -> {
            JsonNode rules =
                    json(homelab.endpoints().prometheus(), "/api/v1/rules").at("/data/groups/0/rules");
            List<String> health = new ArrayList<>();
            rules.forEach(rule -> health.add(rule.get("health").asString()));
            return health.size() == 5 && health.stream().allMatch("ok"::equals);
        });
    }

    @Test
    void severalRunSideBySideAndLeaveNothing() {
        Endpoints first;
        try (Homelab one = Homelab.start(HomelabOptions.DEFAULT);
                Homelab two = Homelab.start(HomelabOptions.DEFAULT)) {
            first = one.endpoints();
            assertThat(two.endpoints().loki()).isNotEqualTo(first.loki());
            one.faults().set(Fault.S3_DOWN, true);
            assertThat(two.faults().active()).isEmpty();
        }
        List<URI> closed = new ArrayList<>(List.of(
                first.loki(), first.gateway(), first.s3(), first.prometheus(), first.grafana(), first.kubernetes()));
        closed.addAll(first.alloy());
        closed.addAll(first.canary());
        for (URI uri : closed) {
            assertThatThrownBy(() -> PartClient.get(uri, SETTLE)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void closingEndsItsThreads() {
        String name;
        try (Homelab short1 = Homelab.start(HomelabOptions.DEFAULT)) {
            name = short1.name();
            assertThat(threads(name)).isNotEmpty();
        }
        await("no thread of " + name + " is left")
                .atMost(SETTLE)
                .untilAsserted(() -> assertThat(threads(name)).isEmpty());
    }

    @Test
    void aQuietHomelabHasAnEmptyLoki() {
        try (Homelab quiet = Homelab.start(HomelabOptions.DEFAULT.withQuiet(true))) {
            await("nothing arrives")
                    .during(Duration.ofSeconds(2))
                    .atMost(SETTLE)
                    .until(() -> !json(quiet.endpoints().loki(), "/loki/api/v1/labels?since=700h")
                                    .has("data")
                            || json(quiet.endpoints().loki(), "/loki/api/v1/labels?since=700h")
                                    .get("data")
                                    .isEmpty());
        }
    }

    static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith(prefix + "-"))
                .toList();
    }

    static KubernetesClient client(Homelab homelab) {
        return new KubernetesClientBuilder()
                .withConfig(homelab.addresses().kubernetes().orElseThrow())
                .build();
    }

    private String prometheus(String query) {
        return json(
                        homelab.endpoints().prometheus(),
                        "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .at("/data/result/0/value/1")
                .asString("");
    }

    private List<String> values(String logql, Duration since) {
        return values(logql, since, Duration.ZERO);
    }

    private List<String> values(String logql, Duration from, Duration to) {
        List<String> lines = new ArrayList<>();
        query(logql, from, to)
                .at("/data/result")
                .forEach(stream -> stream.get("values")
                        .forEach(value -> lines.add(value.get(1).asString())));
        return lines;
    }

    private JsonNode query(String logql, Duration since) {
        return query(logql, since, Duration.ZERO);
    }

    private JsonNode query(String logql, Duration from, Duration to) {
        Instant now = Instant.now();
        Map<String, String> parameters = Map.of(
                "query",
                logql,
                "limit",
                "1000",
                "start",
                now.minus(from).toString(),
                "end",
                now.minus(to).toString());
        StringBuilder path = new StringBuilder("/loki/api/v1/query_range?");
        parameters.forEach((name, value) -> path.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        return json(homelab.endpoints().gateway(), path.toString());
    }

    private static JsonNode json(URI part, String path) {
        try {
            return JsonMapper.shared()
                    .readTree(PartClient.get(URI.create(part + path), SETTLE).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
