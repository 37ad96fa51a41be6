package io.logstack.conformance.expectations.retention;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Log volume by day, as {@code /loki/api/v1/index/volume_range} tells it.
 *
 * @param bytes by the time that Loki gives the step, without steps that have none
 */
record VolumeTrend(SortedMap<Instant, Double> bytes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The sum over all series of an answer. Loki answers a vector instead of a matrix when no series has a second step.
     *
     * @throws NoAnswerException when it is refused, or not what the API promises
     */
    static VolumeTrend of(Answer answer) {
        JsonNode data;
        try {
            data = JSON.readTree(answer.body()).path("data");
        } catch (JacksonException e) {
            throw new NoAnswerException(
                    answer.uri() + " answered " + answer.status() + " and '"
                            + answer.body().strip() + "' instead of JSON",
                    e);
        }
        if (answer.status() != 200 || !data.path("result").isArray()) {
            throw new NoAnswerException(answer.uri() + " answered " + answer.status() + " without data.result");
        }
        SortedMap<Instant, Double> bytes = new TreeMap<>();
        for (JsonNode series : data.path("result")) {
            List<JsonNode> points = series.path("values").isArray()
                    ? StreamSupport.stream(series.path("values").spliterator(), false)
                            .toList()
                    : List.of(series.path("value"));
            points.forEach(point -> add(answer, point, bytes));
        }
        return new VolumeTrend(bytes);
    }

    private static void add(Answer answer, JsonNode point, Map<Instant, Double> bytes) {
        double value;
        try {
            value = Double.parseDouble(point.path(1).asString(""));
        } catch (NumberFormatException e) {
            throw new NoAnswerException(answer.uri() + " has a point without a number: " + point, e);
        }
        if (!point.path(0).isNumber() || !Double.isFinite(value)) {
            throw new NoAnswerException(answer.uri() + " has a point that is none: " + point);
        }
        if (value > 0) {
            bytes.merge(Instant.ofEpochMilli((long) (point.path(0).asDouble() * 1000)), value, Double::sum);
        }
    }

    double total() {
        return bytes.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The steps by the day of their time. */
    Map<String, Double> byDay() {
        Map<String, Double> days = new TreeMap<>();
        bytes.forEach((at, volume) ->
                days.merge(at.atOffset(ZoneOffset.UTC).toLocalDate().toString(), volume, Double::sum));
        return days;
    }

    /** A line for each step: time and bytes. */
    String csv() {
        return bytes.entrySet().stream()
                .map(step -> step.getKey() + "," + Math.round(step.getValue()))
                .collect(Collectors.joining("\n", "time,bytes\n", "\n"));
    }
}
