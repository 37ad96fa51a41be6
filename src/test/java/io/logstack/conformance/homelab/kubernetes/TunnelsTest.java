package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.LocalPortForward;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ways through the API server to what listens in pods: port-forward and proxy. */
class TunnelsTest {
    private static final String NAMESPACE = "/api/v1/namespaces/monitoring/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONG = 3_000_000;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Request> seen = new CopyOnWriteArrayList<>();
    private Homelab homelab;
    private HttpPart loki;

    @BeforeEach
    void start() {
        homelab = Homelab.start();
        loki = HttpPart.start("loki", 0, executor, this::answer);
        homelab.kubernetes.listening((namespace, pod, port) ->
                pod.equals("loki-0") && port == 3100 ? Optional.of(loki.uri()) : Optional.empty());
    }

    @AfterEach
    void stop() {
        homelab.close();
        loki.close();
        executor.shutdownNow();
    }

    private Reply answer(Request request) {
        seen.add(request);
        return switch (request.path()) {
            case "/long" -> Reply.text(200, "x".repeat(LONG));
            case "/push" -> Reply.text(200, request.body().length + " bytes");
            default -> Reply.text(418, "short and stout");
        };
    }

    @Test
    void aForwardedPortIsThePodsPort() throws Exception {
        try (LocalPortForward forward = forward("loki-0", 3100)) {
            URI uri = URI.create("http://127.0.0.1:" + forward.getLocalPort());
            assertThat(get(uri.resolve("/long")).body()).hasSize(LONG).containsOnlyOnce("x".repeat(LONG));
            assertThat(post(uri.resolve("/push"), LONG).body()).isEqualTo(LONG + " bytes");
            assertThat(get(uri.resolve("/any")).statusCode()).isEqualTo(418);
        }
    }

    @Test
    void aPortThatNobodyListensOnIsAnErrorOfTheConnection() throws Exception {
        try (LocalPortForward forward = forward("loki-0", 9095)) {
            assertThatThrownBy(() -> get(URI.create("http://127.0.0.1:" + forward.getLocalPort() + "/")))
                    .isInstanceOf(IOException.class);
            Eventually.that(
                    "the error",
                    () -> assertThat(forward.getServerThrowables())
                            .anySatisfy(error -> assertThat(error)
                                    .hasMessageContaining("error forwarding port 9095 to pod loki-0")
                                    .hasMessageContaining("connection refused")));
        }
    }

    @Test
    void thereIsNoForwardToAPodThatIsNotThere() throws Exception {
        try (LocalPortForward forward = forward("loki-7", 3100)) {
            assertThatThrownBy(() -> get(URI.create("http://127.0.0.1:" + forward.getLocalPort() + "/")))
                    .isInstanceOf(IOException.class);
            Eventually.that(
                    "the error", () -> assertThat(forward.getServerThrowables()).isNotEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "services/loki:3100/proxy/any",
        "services/loki:http-metrics/proxy/any",
        "services/http:loki:3100/proxy/any",
        "pods/loki-0:3100/proxy/any",
        "pods/loki-0/proxy/any"
    })
    void aProxiedRequestArrivesWithoutItsAuthorization(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(homelab.kubernetes.uri().resolve(NAMESPACE + path + "?q=%7Ba%3D%22b%22%7D"))
                        .header("Authorization", "Bearer of-the-api-server")
                        .header("X-Scope-OrgID", "team")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("short and stout");
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).path()).isEqualTo("/any");
        assertThat(seen.get(0).parameter("q")).isEqualTo("{a=\"b\"}");
        assertThat(seen.get(0).headers().toString())
                .containsIgnoringCase("x-scope-orgid")
                .doesNotContain("Bearer");
    }

    @Test
    void longBodiesGoThroughTheProxyBothWays() throws Exception {
        URI proxy = homelab.kubernetes.uri().resolve(NAMESPACE + "services/loki:3100/proxy/");
        assertThat(get(proxy.resolve("long")).body()).hasSize(LONG);
        assertThat(post(proxy.resolve("push"), LONG).body()).isEqualTo(LONG + " bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services/loki:1/proxy/|503|ServiceUnavailable|no service port 1 found for service \"loki\"",
                "services/loki:nothing/proxy/|503|ServiceUnavailable|no endpoints available for service \"loki\"",
                "services/absent:3100/proxy/|404|NotFound|services \"absent\" not found",
                "services/a:b:c:d/proxy/|400|BadRequest|invalid service request \"a:b:c:d\"",
                "pods/absent:3100/proxy/|404|NotFound|pods \"absent\" not found",
                "pods/loki-0:9095/proxy/|503|ServiceUnavailable|connect: connection refused",
            })
    void refusalsAreTheApiServersOwn(String path, int status, String reason, String message) throws Exception {
        refused(get(homelab.kubernetes.uri().resolve(NAMESPACE + path)), status, reason, message);
    }

    @Test
    void aServiceWithoutReadyEndpointsIsUnavailable() throws Exception {
        homelab.faults.set(Fault.RGW_NO_ENDPOINTS, true);
        Eventually.that(
                "the refusal",
                () -> refused(
                        get(homelab.kubernetes
                                .uri()
                                .resolve("/api/v1/namespaces/storage/services/rook-ceph-rgw-storage:80/proxy/")),
                        503,
                        "ServiceUnavailable",
                        "no endpoints available for service \"rook-ceph-rgw-storage\""));
    }

    @Test
    void whatGoesAwayIsUnreachable() throws Exception {
        URI proxy = homelab.kubernetes.uri().resolve(NAMESPACE + "services/loki:3100/proxy/any");
        assertThat(get(proxy).statusCode()).isEqualTo(418);
        loki.close();
        refused(get(proxy), 503, "ServiceUnavailable", "error trying to reach service: dial tcp 10.");
    }

    @Test
    void aProxyPathWithoutSlashLeadsToTheOneWith() throws Exception {
        HttpResponse<String> answer = get(homelab.kubernetes.uri().resolve(NAMESPACE + "services/loki:3100/proxy?a=b"));
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains(NAMESPACE + "services/loki:3100/proxy/?a=b");
    }

    private LocalPortForward forward(String pod, int port) {
        return homelab.client
                .pods()
                .inNamespace("monitoring")
                .withName(pod)
                .portForward(port, InetAddress.getLoopbackAddress(), 0);
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI uri, int length) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                "y".repeat(length).getBytes(StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, int status, String reason, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        assertThat(body.path("kind").asString()).isEqualTo("Status");
        assertThat(body.path("reason").asString()).isEqualTo(reason);
        assertThat(body.path("message").asString()).contains(message);
    }
}
