package io.logstack.conformance.homelab.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedGatewayTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Faults faults = new Faults();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpPart loki = HttpPart.start("upstream", 0, executor, request -> {
        received.add(request);
        return new Reply(418, "text/plain", request.body(), Map.of("X-Upstream", "loki"));
    });
    private final EmbeddedGateway gateway = EmbeddedGateway.start(0, path -> loki.uri(), faults, log::add, executor);

    @AfterEach
    void stop() {
        gateway.close();
        loki.close();
        executor.shutdownNow();
    }

    @Test
    void itServesForAsLongAsItHasAPod() throws IOException {
        gateway.podStarted("a");
        gateway.podStarted("b");
        gateway.podStopped("a");
        assertThat(get("/").status()).isEqualTo(200);
        gateway.podStopped("b");
        assertThatThrownBy(() -> get("/")).isInstanceOf(ConnectException.class);
        gateway.podStarted("c");
        assertThat(get("/").status()).isEqualTo(200);
    }

    @Test
    void podsComeAndGoWithoutAnError() throws IOException {
        gateway.podStarted("a");
        gateway.podStarted("b");
        gateway.podStarted("c");
        gateway.podStopped("a");
        for (int i = 0; i < 6; i++) {
            assertThat(get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void theRootSaysOk() throws IOException {
        Reply reply = get("/");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(text(reply)).isEqualTo("OK");
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/loki/api/v1/push",
                "/loki/api/v1/query_range?query=%7Bapp%3D%22a%26b%22%7D&limit=5",
                "/loki/api/v1/label/app/values",
                "/api/prom/query",
                "/otlp/v1/logs",
                "/config",
                "/ring",
                "/ruler/ring",
                "/compactor/ring",
                "/distributor/ring",
                "/flush"
            })
    void routedPathsReachLokiUnchanged(String path) throws IOException {
        byte[] body = {0, 1, (byte) 0xff, '\n'};
        Reply reply = PartClient.call(
                "POST",
                URI.create(gateway.uri() + path),
                Map.of("Content-Type", "application/x-protobuf", "X-Scope-OrgID", "fake"),
                body,
                TIMEOUT);
        assertThat(reply.status()).isEqualTo(418);
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.headers()).containsEntry("x-upstream", "loki");
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.rawPath()).isEqualTo(path);
            assertThat(request.header("content-type")).isEqualTo("application/x-protobuf");
            assertThat(request.header("x-scope-orgid")).isEqualTo("fake");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ready", "/metrics", "/services", "/config/x", "/loki/api/v1/../../../metrics", "/loki", "/x"})
    void everythingElseIsNginxOwn404(String path) throws IOException {
        Reply reply = get(path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.contentType()).isEqualTo("text/html");
        assertThat(text(reply)).contains("<h1>404 Not Found</h1>").contains("nginx/");
        assertThat(received).isEmpty();
        assertThat(log).singleElement().asString().contains(" 404 ");
    }

    @Test
    void withoutLokiItIsABadGateway() throws IOException {
        loki.close();
        assertThat(get("/loki/api/v1/labels").status()).isEqualTo(502);
        assertThat(get("/").status()).isEqualTo(200);
    }

    @Test
    void aBadUpstreamAnswers502OnRoutedPathsOnly() throws IOException {
        faults.set(Fault.GATEWAY_BAD_UPSTREAM, true);
        Reply reply = get("/loki/api/v1/labels");
        assertThat(reply.status()).isEqualTo(502);
        assertThat(text(reply)).contains("<h1>502 Bad Gateway</h1>");
        assertThat(get("/").status()).isEqualTo(200);
        assertThat(received).isEmpty();
        faults.set(Fault.GATEWAY_BAD_UPSTREAM, false);
        assertThat(get("/loki/api/v1/labels").status()).isEqualTo(418);
    }

    @Test
    void whenDownItRefusesConnections() throws IOException {
        faults.set(Fault.GATEWAY_DOWN, true);
        assertThatThrownBy(() -> get("/")).isInstanceOf(ConnectException.class);
        faults.set(Fault.GATEWAY_DOWN, false);
        assertThat(get("/").status()).isEqualTo(200);
    }

    private Reply get(String path) throws IOException {
        return PartClient.get(URI.create(gateway.uri() + path), TIMEOUT);
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
