package io.logstack.conformance.homelab.grafana;

import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Grafana's HTTP API, behind basic authentication: {@code /api/health} (open), {@code /api/datasources},
 * {@code /api/datasources/uid/{uid}}, its {@code /health}, which asks the data source, and {@code /api/search}.
 */
public final class EmbeddedGrafana implements AutoCloseable {
    public static final String VERSION = "11.6.1";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String DATA_SOURCE = "/api/datasources/uid/";
    private static final String HEALTH = "/health";

    private final GrafanaOptions options;
    private final List<DataSource> dataSources;
    private final HttpPart part;

    /** @param probe what the health check asks of it */
    private record DataSource(int id, String uid, String name, String type, Supplier<URI> url, String probe) {}

    private EmbeddedGrafana(GrafanaOptions options, Executor executor) {
        this.options = options;
        this.dataSources = List.of(
                new DataSource(
                        1, "prometheus", "Prometheus", "prometheus", options::prometheus, "/api/v1/query?query=1%2B1"),
                new DataSource(2, "loki", "Loki", "loki", options.loki(), "/loki/api/v1/labels"));
        this.part = HttpPart.start("Grafana", options.port(), executor, this::handle);
    }

    /** @param executor runs requests */
    public static EmbeddedGrafana start(GrafanaOptions options, Executor executor) {
        return new EmbeddedGrafana(options, executor);
    }

    public URI uri() {
        return part.uri();
    }

    private Reply handle(Request request) {
        String path = request.path();
        if (path.equals("/api/health")) {
            return json(
                    200,
                    JSON.createObjectNode()
                            .put("commit", "simulated")
                            .put("database", "ok")
                            .put("version", VERSION));
        }
        if (!authorized(request)) {
            return message(401, "Invalid username or password");
        }
        if (path.equals("/api/datasources")) {
            ArrayNode all = JSON.createArrayNode();
            dataSources.forEach(dataSource -> all.add(shown(dataSource)));
            return json(200, all);
        }
        if (path.startsWith(DATA_SOURCE)) {
            return dataSource(path.substring(DATA_SOURCE.length()));
        }
        return path.equals("/api/search") ? search(request) : message(404, "Not found");
    }

    private boolean authorized(Request request) {
        String credentials = options.username() + ":" + options.password();
        String expected = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                request.header("authorization").getBytes(StandardCharsets.UTF_8));
    }

    private Reply dataSource(String rest) {
        boolean health = rest.endsWith(HEALTH);
        String uid = health ? rest.substring(0, rest.length() - HEALTH.length()) : rest;
        return dataSources.stream()
                .filter(known -> known.uid().equals(uid))
                .findFirst()
                .map(known -> health ? health(known) : json(200, shown(known)))
                .orElseGet(() -> message(404, "Data source not found"));
    }

    private static Reply health(DataSource dataSource) {
        String failure;
        try {
            Reply reply = PartClient.get(URI.create(dataSource.url().get() + dataSource.probe()), TIMEOUT);
            if (reply.status() == 200) {
                return json(
                        200,
                        JSON.createObjectNode()
                                .put("message", "Data source successfully connected.")
                                .put("status", "OK"));
            }
            failure = "status " + reply.status();
        } catch (IOException e) {
            failure = "no answer: " + e;
        }
        return json(
                400,
                JSON.createObjectNode()
                        .put(
                                "message",
                                "Unable to connect with " + dataSource.name() + " (" + failure
                                        + "). Please check the server logs for more details.")
                        .put("status", "ERROR"));
    }

    private static ObjectNode shown(DataSource dataSource) {
        return JSON.createObjectNode()
                .put("id", dataSource.id())
                .put("uid", dataSource.uid())
                .put("orgId", 1)
                .put("name", dataSource.name())
                .put("type", dataSource.type())
                .put("access", "proxy")
                .put("url", dataSource.url().get().toString())
                .put("isDefault", dataSource.id() == 1)
                .put("readOnly", true);
    }

    private Reply search(Request request) {
        String query = lower(request.parameter("query"));
        List<String> tags = request.parameters().getOrDefault("tag", List.of());
        boolean dashboards = !lower(request.parameter("type")).equals("dash-folder");
        ArrayNode found = JSON.createArrayNode();
        for (Dashboard dashboard : options.dashboards().get()) {
            if (dashboards
                    && lower(dashboard.title()).contains(query)
                    && dashboard.tags().containsAll(tags)) {
                ObjectNode node = found.addObject()
                        .put("uid", dashboard.uid())
                        .put("title", dashboard.title())
                        .put("uri", "db/" + dashboard.uid())
                        .put("url", "/d/" + dashboard.uid())
                        .put("type", "dash-db");
                ArrayNode its = node.putArray("tags");
                dashboard.tags().forEach(its::add);
            }
        }
        return json(200, found);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static Reply message(int status, String text) {
        return json(status, JSON.createObjectNode().put("message", text));
    }

    private static Reply json(int status, JsonNode body) {
        return Reply.of(status, "application/json", body.toString());
    }

    @Override
    public void close() {
        part.close();
    }
}
