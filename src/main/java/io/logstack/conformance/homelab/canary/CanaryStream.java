package io.logstack.conformance.homelab.canary;

import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A canary's stream in Loki. */
final class CanaryStream {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LIMIT = 5_000;

    private final URI loki;
    private final String pod;

    CanaryStream(URI loki, String pod) {
        this.loki = loki;
        this.pod = pod;
    }

    /** @throws IOException when Loki did not acknowledge the entry */
    void write(long timestamp, String line) throws IOException {
        ObjectNode push = JSON.createObjectNode();
        ObjectNode stream = push.putArray("streams").addObject();
        stream.putObject("stream").put("name", "loki-canary").put("pod", pod).put("stream", "stdout");
        stream.putArray("values").addArray().add(Long.toString(timestamp)).add(line);
        Reply reply = PartClient.call(
                "POST",
                URI.create(loki + "/loki/api/v1/push"),
                Map.of("Content-Type", "application/json"),
                push.toString().getBytes(StandardCharsets.UTF_8),
                TIMEOUT);
        if (reply.status() / 100 != 2) {
            throw refused(reply);
        }
    }

    /**
     * Timestamps of the entries between two times, in the order in which Loki returns them when asked for the oldest first.
     *
     * @throws IOException when Loki did not answer as it should
     */
    List<Long> read(long from, long to) throws IOException {
        String query = "{name=\"loki-canary\",pod=\"" + pod + "\",stream=\"stdout\"}";
        Reply reply = PartClient.get(
                URI.create(loki + "/loki/api/v1/query_range?direction=forward&limit=" + LIMIT + "&start=" + from
                        + "&end=" + to + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)),
                TIMEOUT);
        if (reply.status() != 200) {
            throw refused(reply);
        }
        List<Long> timestamps = new ArrayList<>();
        try {
            for (JsonNode stream : JSON.readTree(reply.body()).at("/data/result")) {
                stream.get("values")
                        .forEach(value ->
                                timestamps.add(Long.parseLong(value.get(0).asString())));
            }
        } catch (JacksonException | NumberFormatException e) {
            throw new IOException("Loki's answer cannot be read", e);
        }
        return timestamps;
    }

    private static IOException refused(Reply reply) {
        return new IOException(
                "Loki answered " + reply.status() + ": " + new String(reply.body(), StandardCharsets.UTF_8).strip());
    }
}
