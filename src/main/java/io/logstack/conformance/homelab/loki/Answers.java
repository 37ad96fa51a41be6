package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.LogSource;
import io.logstack.conformance.homelab.logql.Numbers;
import io.logstack.conformance.homelab.logql.Result;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers as Loki's JSON. */
final class Answers {
    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    static Reply json(Consumer<JsonGenerator> write) {
        return json("application/json; charset=UTF-8", 200, write);
    }

    static Reply json(String contentType, int status, Consumer<JsonGenerator> write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write.accept(json);
        }
        return new Reply(status, contentType, bytes.toByteArray(), Map.of());
    }

    /** {@code {"status": "success", "data": …}}. */
    static Reply success(Consumer<JsonGenerator> data) {
        return json(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "success");
            data.accept(json);
            json.writeEndObject();
        });
    }

    /** The answer to a query. */
    static Reply result(Result result, long instant, QueryStatistics statistics) {
        return success(json -> {
            json.writeObjectPropertyStart("data");
            long returned = write(json, result, instant);
            statistics.write(json, returned);
            json.writeEndObject();
        });
    }

    private static long write(JsonGenerator json, Result result, long instant) {
        if (result instanceof Result.Scalar scalar) {
            json.writeStringProperty("resultType", "scalar");
            json.writeName("result");
            point(json, instant, scalar.value());
            return 1;
        }
        String type =
                result instanceof Result.Streams ? "streams" : result instanceof Result.Matrix ? "matrix" : "vector";
        json.writeStringProperty("resultType", type);
        json.writeArrayPropertyStart("result");
        long returned = 0;
        if (result instanceof Result.Streams streams) {
            streams.streams().forEach(stream -> stream(json, stream));
            returned = streams.streams().stream()
                    .mapToLong(stream -> stream.entries().size())
                    .sum();
        } else if (result instanceof Result.Matrix matrix) {
            matrix.series().forEach(series -> {
                json.writeStartObject();
                labels(json, "metric", series.labels());
                json.writeArrayPropertyStart("values");
                series.points().forEach(point -> point(json, point.time(), point.value()));
                json.writeEndArray();
                json.writeEndObject();
            });
            returned = matrix.series().size();
        } else if (result instanceof Result.Vector vector) {
            vector.samples().forEach(sample -> {
                json.writeStartObject();
                labels(json, "metric", sample.labels());
                json.writeName("value");
                point(json, instant, sample.value());
                json.writeEndObject();
            });
            returned = vector.samples().size();
        }
        json.writeEndArray();
        return returned;
    }

    private static void stream(JsonGenerator json, LogSource.Stream stream) {
        json.writeStartObject();
        labels(json, "stream", stream.labels());
        json.writeArrayPropertyStart("values");
        for (Entry entry : stream.entries()) {
            json.writeStartArray();
            json.writeString(Long.toString(entry.timestamp()));
            json.writeString(entry.line());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void labels(JsonGenerator json, String name, Labels labels) {
        json.writeObjectPropertyStart(name);
        labels.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    /** Seconds with milliseconds, and the value as text. */
    private static void point(JsonGenerator json, long nanos, double value) {
        json.writeStartArray();
        json.writeNumber(BigDecimal.valueOf(Math.floorDiv(nanos, 1_000_000L), 3)
                .stripTrailingZeros()
                .toPlainString());
        json.writeString(Numbers.text(value));
        json.writeEndArray();
    }
}
