package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Sample;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that Loki and Prometheus speak. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** A push body: one object per stream with its labels and entries. */
    static byte[] push(List<LogStream> streams) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("streams");
            for (LogStream stream : streams) {
                json.writeStartObject();
                json.writeObjectPropertyStart("stream");
                stream.labels().forEach(json::writeStringProperty);
                json.writeEndObject();
                json.writeArrayPropertyStart("values");
                for (LogEntry entry : stream.entries()) {
                    json.writeStartArray();
                    json.writeString(Long.toString(entry.timestamp()));
                    json.writeString(entry.line());
                    json.writeEndArray();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** {@code data.result} of a successful answer, of which the result type is one of those given. */
    static JsonNode result(Endpoint from, Answer answer, String asked, List<String> resultTypes) {
        JsonNode data = success(from, answer, asked);
        String type = data.path("resultType").asString("");
        JsonNode result = data.path("result");
        if (!resultTypes.contains(type) || !result.isArray()) {
            throw from.unusable(
                    answer,
                    asked,
                    " and the result type '" + type + "' instead of " + String.join(" or ", resultTypes));
        }
        // Prometheus' scalar is no list of series: give it the shape of a vector with one series without labels.
        return type.equals("scalar")
                ? MAPPER.createArrayNode().add(MAPPER.createObjectNode().set("value", result))
                : result;
    }

    /** {@code data} of an answer that reports success. */
    static JsonNode success(Endpoint from, Answer answer, String asked) {
        JsonNode root = read(from, answer, asked);
        if (!root.path("status").asString("").equals("success")) {
            throw from.unusable(answer, asked, " and a status that is not 'success'");
        }
        return root.path("data");
    }

    /** An answer's body. */
    static JsonNode read(Endpoint from, Answer answer, String asked) {
        from.requireJson(answer, asked);
        return body(from, answer, asked);
    }

    /** An answer's body, whatever the status. */
    static JsonNode body(Endpoint from, Answer answer, String asked) {
        try {
            return MAPPER.readTree(answer.body());
        } catch (JacksonException e) {
            throw from.unusable(answer, asked, " and a body that is not JSON (" + e.getOriginalMessage() + ")");
        }
    }

    static List<LogStream> streams(Endpoint from, Answer answer, String asked) {
        List<LogStream> streams = new ArrayList<>();
        for (JsonNode stream : result(from, answer, asked, List.of("streams"))) {
            List<LogEntry> entries = new ArrayList<>();
            for (JsonNode value : stream.path("values")) {
                if (!value.path(0).isString() || !value.path(1).isString()) {
                    throw from.unusable(answer, asked, " and an entry that is not [\"nanoseconds\", \"line\"]");
                }
                try {
                    entries.add(new LogEntry(
                            Long.parseLong(value.path(0).asString()),
                            value.path(1).asString()));
                } catch (NumberFormatException e) {
                    throw from.unusable(answer, asked, " and a timestamp that is not in nanoseconds");
                }
            }
            streams.add(new LogStream(labels(from, answer, asked, stream.path("stream")), List.copyOf(entries)));
        }
        return List.copyOf(streams);
    }

    static List<Sample> vector(Endpoint from, Answer answer, String asked, List<String> resultTypes) {
        List<Sample> samples = new ArrayList<>();
        for (JsonNode series : result(from, answer, asked, resultTypes)) {
            Map<String, String> labels = new HashMap<>(labels(from, answer, asked, series.path("metric")));
            labels.remove("__name__");
            samples.add(new Sample(
                    Map.copyOf(labels),
                    number(from, answer, asked, series.path("value").path(1))));
        }
        return List.copyOf(samples);
    }

    /** A text member of a JSON object, or the empty string where there is none. */
    static String text(String body, String... path) {
        JsonNode node = MAPPER.readTree(body);
        for (String name : path) {
            node = node.path(name);
        }
        return node.asString("");
    }

    private static double number(Endpoint from, Answer answer, String asked, JsonNode value) {
        String text = value.isString() ? value.asString() : "";
        try {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            throw from.unusable(answer, asked, " and a sample whose value '" + text + "' is not a number in quotes");
        }
    }

    private static Map<String, String> labels(Endpoint from, Answer answer, String asked, JsonNode node) {
        Map<String, String> labels = new HashMap<>();
        node.properties().forEach(label -> {
            if (!label.getValue().isString()) {
                throw from.unusable(answer, asked, " and a label '" + label.getKey() + "' that is not text");
            }
            labels.put(label.getKey(), label.getValue().asString());
        });
        return Map.copyOf(labels);
    }
}
