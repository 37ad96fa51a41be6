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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scrapes the recorded page of an idle Loki, and holds the answers to the runbook's expressions to those that Prometheus 2.42
 * gave when it scraped that Loki: shape, labels and what idle routes answer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedAnswersTest {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Set<String> WHOLE = Set.of("0", "1", "NaN");
    /** Routes that were first asked after the page had been taken. */
    private static final List<String> ASKED_LATER = List.of("route=metrics,", "route=/logproto.Querier/Query,");

    private static final Path EXCHANGES = Path.of("fixtures", "exchanges");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    private HttpPart loki;
    private EmbeddedPrometheus prometheus;

    static List<JsonNode> recorded() throws IOException {
        return Files.readAllLines(EXCHANGES.resolve("prometheus-2.42-answers.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    @BeforeAll
    void start() throws IOException {
        String page = Files.readString(EXCHANGES.resolve("loki-3.4.6-metrics.prom"));
        loki = HttpPart.start("Loki", 0, executor, request -> Reply.text(200, page));
        Target target = new Target(
                "loki",
                Map.of("job", "monitoring/loki", "instance", "127.0.0.1:3101"),
                URI.create(loki.uri() + "/metrics"));
        prometheus = EmbeddedPrometheus.start(
                new PrometheusOptions(
                        0,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(6),
                        () -> List.of(target),
                        List::of),
                executor,
                scheduler);
        await("two scrapes")
                .atMost(SETTLE)
                .until(() -> ask("count_over_time(up[5m])")
                                .at("/data/result/0/value/1")
                                .asInt(0)
                        >= 2);
    }

    @AfterAll
    void stop() {
        prometheus.close();
        loki.close();
        scheduler.shutdownNow();
        executor.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void theRunbooksExpressionsAreAnsweredAlike(JsonNode recorded) throws IOException {
        JsonNode expected = recorded.get("response");
        JsonNode actual = ask(recorded.get("query").asString());
        assertThat(names(actual)).isEqualTo(names(expected));
        assertThat(actual.get("status")).isEqualTo(expected.get("status"));
        assertThat(actual.at("/data/resultType")).isEqualTo(expected.at("/data/resultType"));
        Map<String, String> known = values(expected);
        known.keySet().removeIf(series -> ASKED_LATER.stream().anyMatch(series::contains));
        Map<String, String> values = values(actual);
        assertThat(values.keySet()).isEqualTo(known.keySet());
        // Where the real Loki was scraped and checked its health, the page that never changes is idle.
        known.forEach((series, value) ->
                assertThat(values.get(series)).as(series).isEqualTo(WHOLE.contains(value) ? value : "NaN"));
        expected.at("/data/result")
                .forEach(series -> assertThat(actual.at("/data/result"))
                        .allSatisfy(other -> assertThat(names(other)).isEqualTo(names(series))));
    }

    private static Set<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static Map<String, String> values(JsonNode answer) {
        return StreamSupport.stream(answer.at("/data/result").spliterator(), false)
                .collect(Collectors.toMap(
                        series -> labels(series).toString(),
                        series -> series.get("value").get(1).asString()));
    }

    private static Map<String, String> labels(JsonNode series) {
        Map<String, String> labels = new TreeMap<>();
        series.get("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        return labels;
    }

    private JsonNode ask(String query) throws IOException {
        URI uri = URI.create(
                prometheus.uri() + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return JsonMapper.shared().readTree(PartClient.get(uri, SETTLE).body());
    }
}
