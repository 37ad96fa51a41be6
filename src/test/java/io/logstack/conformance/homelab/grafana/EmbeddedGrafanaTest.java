package io.logstack.conformance.homelab.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EmbeddedGrafanaTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger status = new AtomicInteger(200);
    private final HttpPart loki = HttpPart.start("Loki", 0, executor, request -> Reply.text(status.get(), "{}"));
    private final EmbeddedGrafana grafana = EmbeddedGrafana.start(
            new GrafanaOptions(
                    0,
                    "admin",
                    "of-the-test",
                    loki::uri,
                    loki.uri(),
                    () -> List.of(
                            new Dashboard("loki", "Loki / Operational", List.of("loki")),
                            new Dashboard("alloy", "Alloy / Logs", List.of("alloy")))),
            executor);

    @AfterEach
    void stop() {
        grafana.close();
        loki.close();
        executor.shutdownNow();
    }

    @Test
    void healthIsOpenAndTheRestIsNot() throws IOException {
        assertThat(get("/api/health", "").status()).isEqualTo(200);
        for (String path : List.of("/api/datasources", "/api/search", "/api/datasources/uid/loki/health")) {
            assertThat(get(path, "").status()).as(path).isEqualTo(401);
            assertThat(get(path, "admin:wrong").status()).as(path).isEqualTo(401);
            assertThat(get(path, "admin:of-the-test").status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void theDataSourceIsAsHealthyAsLoki() throws IOException {
        assertThat(json("/api/datasources").get(1).get("type").asString()).isEqualTo("loki");
        assertThat(json("/api/datasources/uid/loki/health").get("status").asString())
                .isEqualTo("OK");
        status.set(502);
        assertThat(json("/api/datasources/uid/loki/health").get("status").asString())
                .isEqualTo("ERROR");
        loki.suspend();
        Reply reply = get("/api/datasources/uid/loki/health", "admin:of-the-test");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(get("/api/datasources/uid/none/health", "admin:of-the-test").status())
                .isEqualTo(404);
    }

    @Test
    void dashboardsAreFoundByTitleAndTag() throws IOException {
        assertThat(json("/api/search")).hasSize(2);
        assertThat(json("/api/search?query=operational").at("/0/uid").asString())
                .isEqualTo("loki");
        assertThat(json("/api/search?tag=alloy").at("/0/title").asString()).isEqualTo("Alloy / Logs");
        assertThat(json("/api/search?query=nothing")).isEmpty();
    }

    private JsonNode json(String path) throws IOException {
        return JsonMapper.shared().readTree(get(path, "admin:of-the-test").body());
    }

    private Reply get(String path, String credentials) throws IOException {
        Map<String, String> headers = credentials.isEmpty()
                ? Map.of()
                : Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        return PartClient.call("GET", URI.create(grafana.uri() + path), headers, new byte[0], TIMEOUT);
    }
}
