package io.logstack.conformance.homelab.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a Loki what was recorded, at its own T0, and compares the answers. */
final class ExchangeClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern TIME_IN_BODY = Pattern.compile("\\{\"@\": ?(-?[0-9.]+)}");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI loki;
    private final Instant t0;

    ExchangeClient(URI loki) {
        this.loki = loki;
        // At least as long ago as the recorded ranges are long; a Loki reads its memory back to less than three hours
        // ago.
        this.t0 = Instant.now().minus(80, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.HOURS);
    }

    void push(JsonNode corpus) throws Exception {
        ObjectNode body = Exchange.JSON.createObjectNode();
        ArrayNode streams = body.putArray("streams");
        for (JsonNode stream : corpus) {
            ObjectNode pushed = streams.addObject();
            pushed.set("stream", stream.get("labels"));
            ArrayNode values = pushed.putArray("values");
            for (JsonNode entry : stream.get("entries")) {
                values.addArray()
                        .add(nanos(entry.get(0).decimalValue()))
                        .add(entry.get(1).asString());
            }
        }
        HttpRequest push = HttpRequest.newBuilder(loki.resolve("/loki/api/v1/push"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> answer = http.send(push, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("pushing the corpus: %s", answer.body())
                .isEqualTo(204);
    }

    private String nanos(BigDecimal seconds) {
        // Doubles, as the recorder counted: a fraction of a second comes out some nanoseconds beside itself.
        long start = t0.getEpochSecond() * 1_000_000_000L;
        return Long.toString(
                seconds.stripTrailingZeros().scale() <= 0
                        ? start + seconds.longValueExact() * 1_000_000_000L
                        : (long) ((double) start + seconds.doubleValue() * 1e9));
    }

    private String parameter(JsonNode value) {
        if (value.has("@")) {
            return nanos(value.get("@").decimalValue());
        }
        if (value.has("@s")) {
            return String.format(
                    Locale.ROOT, "%.3f", t0.getEpochSecond() + value.get("@s").asDouble());
        }
        if (value.has("@r")) {
            return t0.plusMillis((long) (value.get("@r").asDouble() * 1000)).toString();
        }
        return value.asString();
    }

    /** Fails when the answer is not the recorded one. */
    void check(Exchange exchange) throws Exception {
        HttpResponse<String> answer = ask(exchange.request());
        JsonNode expected = exchange.response();
        assertThat(answer.statusCode())
                .as("%s: status, with body %s", exchange.name(), answer.body())
                .isEqualTo(expected.get("status").asInt());
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as("%s: content type", exchange.name())
                .isEqualTo(expected.get("contentType").asString());
        if (expected.has("json")) {
            JsonNode actual = Exchange.JSON.readTree(answer.body());
            if (actual.path("data") instanceof ObjectNode data) {
                data.remove("stats");
            }
            assertThat(canonical(actual).toPrettyString())
                    .as("%s: body", exchange.name())
                    .isEqualTo(canonical(absolute(expected.get("json"))).toPrettyString());
        } else {
            assertThat(answer.body())
                    .as("%s: body", exchange.name())
                    .matches(pattern(expected.get("text").asString()));
        }
    }

    private HttpResponse<String> ask(JsonNode request) throws IOException, InterruptedException {
        String query = request.get("params").properties().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter(parameter.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = loki.resolve(request.get("path").asString() + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (request.has("headers")) {
            request.get("headers")
                    .properties()
                    .forEach(header ->
                            builder.header(header.getKey(), header.getValue().asString()));
        }
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
        if (request.has("body")) {
            Matcher time = TIME_IN_BODY.matcher(request.get("body").asString());
            body = HttpRequest.BodyPublishers.ofString(
                    time.replaceAll(found -> '"' + nanos(new BigDecimal(found.group(1))) + '"'));
        }
        return http.send(
                builder.method(request.get("method").asString(), body).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Times put in. */
    private JsonNode absolute(JsonNode node) {
        if (node.has("@ns")) {
            return Exchange.JSON
                    .getNodeFactory()
                    .stringNode(Long.toString(t0.getEpochSecond() * 1_000_000_000L
                            + node.get("@ns").asLong()));
        }
        if (node.has("@s")) {
            return Exchange.JSON
                    .getNodeFactory()
                    .numberNode(BigDecimal.valueOf(t0.getEpochSecond())
                            .add(node.get("@s").decimalValue()));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Exchange.JSON.createArrayNode();
            array.forEach(item -> copy.add(absolute(item)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Exchange.JSON.createObjectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), absolute(field.getValue())));
            return copy;
        }
        return node;
    }

    /** Series by their labels, fields by their names, numbers without needless digits. */
    private static JsonNode canonical(JsonNode node) {
        if (node.isNumber()) {
            return Exchange.JSON
                    .getNodeFactory()
                    .numberNode(new BigDecimal(
                            node.decimalValue().stripTrailingZeros().toPlainString()));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Exchange.JSON.createArrayNode();
            array.forEach(item -> copy.add(canonical(item)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = Exchange.JSON.createObjectNode();
        object.properties().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(field -> copy.set(field.getKey(), canonical(field.getValue())));
        if (copy.get("result") instanceof ArrayNode result && result.path(0).isObject()) {
            List<JsonNode> series = new ArrayList<>();
            result.forEach(series::add);
            series.sort(Comparator.comparing(
                    item -> item.path("stream").toString() + item.path("metric").toString()));
            result.removeAll();
            series.forEach(result::add);
        }
        return copy;
    }

    private static Pattern pattern(String text) {
        StringBuilder pattern = new StringBuilder();
        for (String part : text.split("(?=<time>|<ns>)|(?<=<time>|<ns>)", -1)) {
            pattern.append(
                    switch (part) {
                        case "<time>" -> "[-0-9T:.Z+ ]+(UTC)?";
                        case "<ns>" -> "[0-9]+";
                        default -> Pattern.quote(part);
                    });
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
