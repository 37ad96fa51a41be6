package io.logstack.conformance.report.living;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A whole run on parts whose every word is hostile: log lines, labels, metrics and the bodies of errors. */
class HostileStackTest {
    @TempDir
    private Path directory;

    @Test
    void theRunsPageIsOnlyText() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", HostileStackTest::answer);
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Path file = directory.resolve("runbook.html");
            Statement statement = new ConformanceLauncher(profile(url))
                    .tags("observe & !alerting")
                    .listener(new LivingRunbook(file))
                    .run();

            String html = Files.readString(file);
            Planted.isOnlyText(html);
            assertThat(html.length()).isLessThan(2_000_000);
            Document page = Jsoup.parse(html);
            assertThat(page.select(".card")).hasSameSizeAs(Catalogue.ofSuite().descriptions());
            // That what was planted came as far as the page.
            assertThat(statement.outcomes()).anyMatch(outcome -> outcome.verdict() == Verdict.FAIL);
            assertThat(page.select(".cause").text()).contains("<script id=planted>");
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static Profile profile(String url) {
        Map<String, String> settings = new HashMap<>();
        for (String part : List.of("loki", "gateway", "prometheus", "grafana", "object-store")) {
            settings.put(part + ".url", url);
        }
        settings.put("alloy.urls", url);
        settings.put("canary.urls", url);
        settings.put("object-store.access-key", "key");
        settings.put("object-store.secret-key", "not-a-secret");
        settings.put("safety", "observe");
        settings.put("timeouts.expectation", "4s");
        settings.put("capacity.paced-for", "1s");
        settings.put("ingestion.lag", "100ms");
        settings.put("timeouts.settle", "100ms");
        settings.put("timeouts.request", "2s");
        settings.put("timeouts.poll", "20ms");
        settings.put("windows.counters", "10ms");
        return Profiles.load(Path.of("profiles/endpoints.yaml"), settings);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean asked = path.endsWith("/query_range") || path.endsWith("/query");
        String body = asked ? entries() : path.endsWith("/metrics") ? metrics() : Planted.LINE;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", asked ? "application/json" : "text/html");
        exchange.sendResponseHeaders(asked || path.endsWith("/metrics") ? 200 : 500, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String entries() {
        Instant now = Instant.now();
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "status",
                        "success",
                        "data",
                        Map.of(
                                "resultType",
                                "streams",
                                "result",
                                List.of(Map.of(
                                        "stream",
                                        Map.of("namespace", Planted.TEXT, Planted.TEXT, Planted.TEXT),
                                        "values",
                                        List.of(List.of(now.getEpochSecond() + "000000000", Planted.TEXT)))))));
    }

    private static String metrics() {
        String label = Planted.TEXT.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "");
        return "loki_build_info{version=\"" + label + "\"} 1\n"
                + "loki_write_sent_entries_total{host=\"" + label + "\"} NaN\n"
                + Planted.TEXT + "\n";
    }
}
