package io.logstack.conformance.homelab.loki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A recorded request and its answer, times still relative to T0. The format is told in {@code fixtures/exchanges}. */
record Exchange(String name, JsonNode request, JsonNode response) {
    static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Path FILE = Path.of("fixtures", "exchanges", "loki-3.4.6-exchanges.json");

    /** All of them, with the corpus that they are about. */
    record Recording(JsonNode corpus, List<Exchange> exchanges) {}

    static Recording read() {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Exchange> exchanges = StreamSupport.stream(root.get("cases").spliterator(), false)
                .map(node -> new Exchange(node.get("name").asString(), node.get("request"), node.get("response")))
                .toList();
        return new Recording(root.get("corpus"), exchanges);
    }

    boolean isPush() {
        return request.get("path").asString().endsWith("/push");
    }

    /** Whether it reads back what the pushes left. */
    boolean isAfterPush() {
        return name.equals("after-push");
    }
}
