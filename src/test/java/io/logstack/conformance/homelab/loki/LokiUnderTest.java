package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.s3.EmbeddedS3;
import io.logstack.conformance.homelab.s3.S3Options;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An embedded Loki, with S3 or without, whose loops run only when told to and whose clock can be moved. */
final class LokiUnderTest implements AutoCloseable {
    static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Faults faults = new Faults();
    final EmbeddedLoki loki;
    final @Nullable EmbeddedS3 s3;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private volatile Duration ahead = Duration.ZERO;

    private LokiUnderTest(boolean withS3, UnaryOperator<LokiOptions.Builder> configure) {
        EmbeddedS3 store = withS3 ? EmbeddedS3.start(new S3Options(0, "loki-chunks", "key", "secret", faults)) : null;
        s3 = store;
        InstantSource clock = () -> Instant.now().plus(ahead);
        loki = EmbeddedLoki.start(configure
                .apply(LokiOptions.builder(executor)
                        .clock(clock)
                        .s3(
                                store == null
                                        ? null
                                        : new S3Access(
                                                store.uri(),
                                                "us-east-1",
                                                store.bucket(),
                                                store.accessKey(),
                                                store.secretKey()))
                        .flushInterval(NEVER)
                        .compactionInterval(NEVER)
                        .slowness(Duration.ofMillis(300))
                        .faults(faults))
                .build());
    }

    static LokiUnderTest inMemory() {
        return new LokiUnderTest(false, options -> options);
    }

    static LokiUnderTest onS3() {
        return new LokiUnderTest(true, options -> options);
    }

    static LokiUnderTest configured(boolean withS3, UnaryOperator<LokiOptions.Builder> configure) {
        return new LokiUnderTest(withS3, configure);
    }

    /** Moves Loki's clock ahead of the real one. */
    void moveClock(Duration by) {
        ahead = ahead.plus(by);
    }

    Instant now() {
        return Instant.now().plus(ahead);
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    /** An entry of a push. */
    record Pushed(Instant time, String line) {}

    HttpResponse<String> push(Map<String, String> labels, List<Pushed> entries) throws Exception {
        ObjectNode body = Exchange.JSON.createObjectNode();
        ObjectNode stream = body.putArray("streams").addObject();
        ObjectNode stated = stream.putObject("stream");
        labels.forEach(stated::put);
        ArrayNode values = stream.putArray("values");
        entries.forEach(entry ->
                values.addArray().add(Long.toString(nanos(entry.time()))).add(entry.line()));
        return push("application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> push(String contentType, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(loki.uri().resolve("/loki/api/v1/push"))
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, Map<String, String> parameters) throws Exception {
        String query = parameters.entrySet().stream()
                .map(e -> URLEncoder.encode(e.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = URI.create(loki.uri() + path + (query.isEmpty() ? "" : "?" + query));
        return HTTP.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Result streams of a log query over the last three weeks, oldest entries first. */
    JsonNode streams(String logql) throws Exception {
        HttpResponse<String> answer = get(
                "/loki/api/v1/query_range",
                Map.of(
                        "query",
                        logql,
                        "start",
                        Long.toString(nanos(now().minus(Duration.ofDays(21)))),
                        "end",
                        Long.toString(nanos(now().plus(Duration.ofMinutes(20)))),
                        "limit",
                        "5000",
                        "direction",
                        "forward"));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Exchange.JSON.readTree(answer.body()).get("data").get("result");
    }

    /** Lines of a log query, oldest first within a stream. */
    List<String> lines(String logql) throws Exception {
        return StreamSupport.stream(streams(logql).spliterator(), false)
                .flatMap(stream -> StreamSupport.stream(stream.get("values").spliterator(), false))
                .map(value -> value.get(1).asString())
                .toList();
    }

    String metric(String series) throws Exception {
        return Pages.sample(loki.uri(), series);
    }

    @Override
    public void close() {
        loki.close();
        if (s3 != null) {
            s3.close();
        }
        executor.shutdownNow();
    }
}
