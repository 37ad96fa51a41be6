package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each part by URL: where it is asked, how its answers are read, what is said when they are not what the API promises. */
class PartsOfAStackTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456789Z");
    private static final LogQuery QUERY = LogQuery.backward("{a=\"b\"}", AT, AT.plusSeconds(1), 10);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private final List<Request> toLoki = new CopyOnWriteArrayList<>();
    private final List<Request> toGateway = new CopyOnWriteArrayList<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final HttpPart loki = HttpPart.start("loki", 0, executor, request -> answer(toLoki, request));
    private final HttpPart gateway = HttpPart.start("gateway", 0, executor, request -> answer(toGateway, request));
    private final List<Stack> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Stack::close);
        loki.close();
        gateway.close();
        executor.shutdownNow();
    }

    @Test
    void asksLokiForEverythingWhereThereIsNoGateway() {
        answers.put("/loki/api/v1/query_range", streams("[]"));
        answers.put("/ready", Reply.text(200, "ready\n"));
        Loki client = stack(Map.of("loki.url", loki.uri().toString())).loki();

        assertThat(client.push(List.of()).status()).isEqualTo(404);
        assertThat(client.logs(QUERY)).isEmpty();
        assertThat(client.ready().body()).isEqualTo("ready\n");
        assertThat(toLoki)
                .extracting(Request::path)
                .containsExactly("/loki/api/v1/push", "/loki/api/v1/query_range", "/ready");
    }

    @Test
    void goesThroughTheGatewayWithItsCredentialsAndTheTenant() {
        answers.put("/loki/api/v1/push", Reply.empty(204));
        answers.put("/loki/api/v1/query_range", streams("[]"));
        answers.put("/metrics", Reply.text(200, "up 1\n"));
        Stack stack = stack(Map.of(
                "loki.url", loki.uri().toString(),
                "loki.tenant", "team-a",
                "loki.username", "direct",
                "loki.password", "direct-password",
                "gateway.url", gateway.uri() + "/prefix/",
                "gateway.username", "front",
                "gateway.password", "front-password"));
        Loki client = stack.loki();

        client.push(List.of(new LogStream(Map.of("a", "b"), List.of(new LogEntry(1, "x")))));
        client.logs(QUERY);
        client.ask("/loki/api/v1/labels", Map.of("since", "1h"));
        client.time("/loki/api/v1/query", Map.of());
        client.metrics();

        assertThat(toGateway)
                .extracting(Request::path)
                .containsExactly(
                        "/prefix/loki/api/v1/push",
                        "/prefix/loki/api/v1/query_range",
                        "/prefix/loki/api/v1/labels",
                        "/prefix/loki/api/v1/query");
        assertThat(toGateway).allSatisfy(request -> {
            assertThat(request.header("x-scope-orgid")).isEqualTo("team-a");
            assertThat(request.header("authorization")).isEqualTo("Basic ZnJvbnQ6ZnJvbnQtcGFzc3dvcmQ=");
        });
        assertThat(toLoki).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/metrics");
            assertThat(request.header("authorization")).isEqualTo("Basic ZGlyZWN0OmRpcmVjdC1wYXNzd29yZA==");
        });
        assertThat(exchanges).hasSize(5);
        assertThat(exchanges.toString()).doesNotContain("password", "ZnJvbnQ6", "ZGlyZWN0");
    }

    @Test
    void pushesJsonThatHoldsWhatWasGiven() {
        answers.put("/loki/api/v1/push", Reply.empty(204));
        String line = "\"\\\u0000\u001b é \uD83D\uDE00\n";

        stack(Map.of("loki.url", loki.uri().toString()))
                .loki()
                .push(List.of(new LogStream(Map.of("a", "\"q\""), List.of(new LogEntry(12345678901234567L, line)))));

        assertThat(toLoki.get(0).header("content-type")).isEqualTo("application/json");
        assertThat(new String(toLoki.get(0).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"streams\":[{\"stream\":{\"a\":\"\\\"q\\\"\"},\"values\":[[\"12345678901234567\","
                        + "\"\\\"\\\\\\u0000\\u001B é \uD83D\uDE00\\n\"]]}]}");
    }

    @Test
    void readsStreamsInTheOrderInWhichTheyCome() {
        answers.put(
                "/loki/api/v1/query_range",
                streams("[{\"stream\":{\"a\":\"b\"},\"values\":[[\"3\",\"three\"],[\"1\",\"one\\u0000\"]]},"
                        + "{\"stream\":{},\"values\":[[\"2\",\"\"]]}]"));

        List<LogStream> streams =
                stack(Map.of("loki.url", loki.uri().toString())).loki().logs(QUERY);

        assertThat(streams)
                .containsExactly(
                        new LogStream(
                                Map.of("a", "b"), List.of(new LogEntry(3, "three"), new LogEntry(1, "one\u0000"))),
                        new LogStream(Map.of(), List.of(new LogEntry(2, ""))));
        assertThat(toLoki.get(0).parameters())
                .containsEntry("query", List.of("{a=\"b\"}"))
                .containsEntry("start", List.of("1795341600123456789"))
                .containsEntry("end", List.of("1795341601123456789"))
                .containsEntry("limit", List.of("10"))
                .containsEntry("direction", List.of("backward"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | text/plain       | parse error : at line 1    | with 400: parse error : at line 1",
                "500 | application/json | {\"error\":\"boom\"}       | with 500: {\"error\":\"boom\"}",
                "204 | application/json | ''                         | with 204 and a status that is not 'success' and no body",
                "200 | text/html        | <html>log in</html>        | as 'text/html', not as application/json: <html>log in",
                "200 | application/json | {\"status\":\"succ         | and a body that is not JSON",
                "200 | application/json | []                         | and a status that is not 'success'",
                "200 | application/json | {\"status\":\"error\"}     | and a status that is not 'success'",
                "200 | application/json | {\"status\":\"success\"}   | and the result type '' instead of streams",
                "200 | application/json | {\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"
                        + " | and the result type 'matrix' instead of streams",
                "200 | application/json | {\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"values\":[[1,\"x\"]]}]}}"
                        + " | and an entry that is not",
                "200 | application/json | {\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"values\":[[\"x\",\"x\"]]}]}}"
                        + " | and a timestamp that is not in nanoseconds"
            })
    void refusesLogsThatAreNotWhatTheApiPromises(int status, String contentType, String body, String words) {
        answers.put(
                "/loki/api/v1/query_range",
                body.isEmpty()
                        ? new Reply(status, contentType, new byte[0], Map.of())
                        : Reply.of(status, contentType, body));
        Loki client = stack(Map.of("loki.url", loki.uri().toString())).loki();

        assertThatThrownBy(() -> client.logs(QUERY))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageStartingWith("Loki at " + loki.uri() + " answered the query {a=\"b\"} with " + status)
                .hasMessageContaining(words);
    }

    @Test
    void readsVectorsWithoutTheMetricsName() {
        String vector = "[{\"metric\":{\"__name__\":\"up\",\"job\":\"loki\"},\"value\":[1.5,\"0.25\"]},"
                + "{\"metric\":{},\"value\":[1.5,\"NaN\"]},{\"metric\":{},\"value\":[1.5,\"+Inf\"]}]";
        answers.put("/api/v1/query", result("vector", vector));
        answers.put("/loki/api/v1/query", result("scalar", "[1.5,\"2\"]"));
        Stack stack = stack(Map.of(
                "loki.url", loki.uri().toString(),
                "prometheus.url", gateway.uri().toString()));

        assertThat(stack.prometheus().instant("up", AT))
                .containsExactly(
                        new Sample(Map.of("job", "loki"), 0.25),
                        new Sample(Map.of(), Double.NaN),
                        new Sample(Map.of(), Double.POSITIVE_INFINITY));
        assertThat(toGateway.get(0).parameters()).containsEntry("time", List.of("1795341600.123"));
        assertThat(stack.loki().instant("1+1", AT)).containsExactly(new Sample(Map.of(), 2));
    }

    @Test
    void readsServicesConfigurationAndMetrics() {
        answers.put("/services", Reply.text(200, "ingester => Running\nring => Starting\n"));
        answers.put("/config", Reply.text(200, "limits_config:\n  retention_period: 1w\n"));
        answers.put("/metrics", Reply.text(200, "# TYPE loki_x counter\nloki_x{a=\"b\"} 3\n"));
        Loki client = stack(Map.of("loki.url", loki.uri().toString())).loki();

        assertThat(client.services()).containsExactly(Map.entry("ingester", "Running"), Map.entry("ring", "Starting"));
        assertThat(client.config()).isEqualTo(Map.of("limits_config", Map.of("retention_period", "1w")));
        assertThat(client.metrics().sum("loki_x")).hasValue(3);
        assertThat(client.metricsPages().get(0).body()).startsWith("# TYPE");
        assertThat(client.flush()).isFalse();
        answers.put("/flush", Reply.empty(204));
        assertThat(client.flush()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsWrongWithAPage(BadPage page) {
        answers.put(page.path, Reply.text(page.status, page.body));
        Loki client = stack(Map.of("loki.url", loki.uri().toString())).loki();

        assertThatThrownBy(() -> page.ask.apply(client))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining(page.words)
                .hasMessageContaining(loki.uri().toString());
    }

    private enum BadPage {
        CUT_METRICS("/metrics", 200, "loki_x{a=\"b", "line 1: the page ends in the middle of a line", Loki::metrics),
        EMPTY_METRICS("/metrics", 200, "", "the page has no sample", Loki::metrics),
        NO_METRICS("/metrics", 503, "not ready", "answered GET /metrics with 503: not ready", Loki::metrics),
        NO_SERVICES("/services", 200, "\n", "and names no module", Loki::services),
        ODD_SERVICES("/services", 200, "<html>\n", "a line that is not 'module => state'", Loki::services),
        EMPTY_CONFIG("/config", 200, "", "", Loki::config),
        ODD_CONFIG("/config", 200, "just text", "a body that is not a YAML mapping", Loki::config),
        FAILED_FLUSH("/flush", 500, "no", "answered POST /flush with 500: no", Loki::flush);

        private final String path;
        private final int status;
        private final String body;
        private final String words;

        @SuppressWarnings("ImmutableEnumChecker") // Method references without state.
        private final Function<Loki, Object> ask;

        BadPage(String path, int status, String body, String words, Function<Loki, Object> ask) {
            this.path = path;
            this.status = status;
            this.body = body;
            this.words = words;
            this.ask = ask;
        }
    }

    @Test
    void asksEveryAlloyAndCanaryByItsUrl() {
        answers.put("/metrics", Reply.text(200, "loki_write_sent_entries_total 3\n"));
        Stack stack = stack(Map.of(
                "loki.url", loki.uri().toString(),
                "alloy.urls", loki.uri() + "," + gateway.uri(),
                "canary.urls", gateway.uri().toString()));

        assertThat(stack.alloy().instances())
                .extracting(Alloy.Instance::name)
                .containsExactly(loki.uri().toString(), gateway.uri().toString());
        assertThat(stack.alloy().instances()).allSatisfy(alloy -> {
            assertThat(alloy.node()).isEmpty();
            assertThat(alloy.metrics().sum("loki_write_sent_entries_total")).hasValue(3);
        });
        Canary.Instance canary = stack.canary().instances().get(0);
        gateway.close();
        assertThatThrownBy(canary::metrics)
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("Canary at " + gateway.uri() + " cannot be reached");
    }

    @Test
    void namesTheKeyThatWouldHelp() {
        Stack stack = stack(Map.of("loki.url", loki.uri().toString()));

        Map<Capability, String> lacks = new LinkedHashMap<>();
        for (Capability capability : Capability.values()) {
            stack.lacks(capability).ifPresent(reason -> lacks.put(capability, reason));
        }

        String nowhere = " and there is no Kubernetes to find it by";
        assertThat(lacks)
                .containsExactly(
                        Map.entry(Capability.KUBERNETES, "the endpoints tier has no Kubernetes API"),
                        Map.entry(Capability.GATEWAY, "the profile names no gateway.url" + nowhere),
                        Map.entry(Capability.ALLOY, "the profile names no alloy.urls" + nowhere),
                        Map.entry(Capability.CANARY, "the profile names no canary.urls" + nowhere),
                        Map.entry(Capability.OBJECT_STORE, "the profile names no object-store.url" + nowhere),
                        Map.entry(Capability.ROOK, "the endpoints tier has no Kubernetes API"),
                        Map.entry(Capability.FLUX, "the endpoints tier has no Kubernetes API"),
                        Map.entry(Capability.PROMETHEUS, "the profile names no prometheus.url" + nowhere),
                        Map.entry(Capability.GRAFANA, "the profile names no grafana.url" + nowhere),
                        Map.entry(Capability.OUTAGE, "the endpoints tier leaves the object store alone"),
                        Map.entry(Capability.THROW_AWAY, "the endpoints tier judges a stack that others rely on"));
        assertThat(stack(Map.of("object-store.url", "http://x")).lacks(Capability.OBJECT_STORE))
                .hasValueSatisfying(reason -> assertThat(reason).contains("object-store.access-key"));
        assertThatThrownBy(stack::grafana)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the profile names no grafana.url");
    }

    @Test
    void tellsVersionsAsFarAsTheyAreTold() {
        answers.put("/loki/api/v1/status/buildinfo", Reply.of(200, "application/json", "{\"version\":\"3.4.6\"}"));
        answers.put(
                "/api/v1/status/buildinfo", Reply.of(200, "application/json", "{\"data\":{\"version\":\"2.42.0\"}}"));
        answers.put("/api/health", Reply.of(200, "text/html", "<html>"));
        Stack stack = stack(Map.of(
                "loki.url", loki.uri().toString(),
                "prometheus.url", gateway.uri().toString(),
                "grafana.url", gateway.uri().toString(),
                "alloy.urls", "http://127.0.0.1:1"));

        StackIdentity identity = stack.identity();

        assertThat(identity.versions()).containsOnly(Map.entry("loki", "3.4.6"), Map.entry("prometheus", "2.42.0"));
        assertThat(identity.nodes()).isNull();
        assertThat(identity.tier()).isEqualTo("endpoints");
    }

    private Stack stack(Map<String, String> keys) {
        Stack stack = AccessedStack.connect(Endpoints.profile(keys), new NoAddresses(), false, "test");
        opened.add(stack);
        return stack.recordingTo(exchanges::add);
    }

    private Reply answer(List<Request> asked, Request request) {
        asked.add(request);
        return answers.getOrDefault(
                request.path().replaceFirst("^/prefix", ""), Reply.text(404, "404 page not found\n"));
    }

    private static Reply streams(String result) {
        return result("streams", result);
    }

    private static Reply result(String type, String result) {
        return Reply.of(
                200,
                "application/json; charset=UTF-8",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"" + type + "\",\"result\":" + result + "}}");
    }
}
