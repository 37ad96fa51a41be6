package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.promql.Numbers;
import io.logstack.conformance.homelab.promql.QueryException;
import io.logstack.conformance.homelab.promql.Series;
import io.logstack.conformance.homelab.promql.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prometheus' JSON. */
final class Answers {
    static final JsonMapper JSON = JsonMapper.shared();

    private Answers() {}

    static Reply success(JsonNode data) {
        ObjectNode body = JSON.createObjectNode().put("status", "success");
        body.set("data", data);
        return Reply.of(200, "application/json", body.toString());
    }

    static Reply badData(String message) {
        return error(400, "bad_data", message);
    }

    static Reply refused(QueryException refusal, String parameter) {
        return switch (refusal.kind()) {
            case EXECUTION -> error(422, "execution", refusal.words());
            case NOT_FOR_RANGE -> badData(refusal.words());
            case BAD_DATA -> badData("invalid parameter \"" + parameter + "\": " + refusal.words());
        };
    }

    private static Reply error(int status, String type, String message) {
        return Reply.of(
                status,
                "application/json",
                JSON.createObjectNode()
                        .put("status", "error")
                        .put("errorType", type)
                        .put("error", message)
                        .toString());
    }

    /** An instant query's result, {@code time} being that of its evaluation. */
    static ObjectNode instant(Value value, long time) {
        ObjectNode data = JSON.createObjectNode();
        if (value instanceof Value.Vector vector) {
            ArrayNode result = data.put("resultType", "vector").putArray("result");
            vector.samples()
                    .forEach(sample -> result.addObject()
                            .set("metric", labels(sample.labels()))
                            .set("value", point(time, sample.value())));
        } else if (value instanceof Value.Matrix matrix) {
            data.put("resultType", "matrix").set("result", matrix(matrix.series()));
        } else if (value instanceof Value.Scalar scalar) {
            data.put("resultType", "scalar").set("result", point(time, scalar.value()));
        } else if (value instanceof Value.Text text) {
            data.put("resultType", "string")
                    .set("result", JSON.createArrayNode().add(seconds(time)).add(text.value()));
        }
        return data;
    }

    /** A range query's result. */
    static ObjectNode range(List<Series> series) {
        ObjectNode data = JSON.createObjectNode().put("resultType", "matrix");
        data.set("result", matrix(series));
        return data;
    }

    static ObjectNode labels(Map<String, String> labels) {
        ObjectNode node = JSON.createObjectNode();
        new TreeMap<>(labels).forEach(node::put);
        return node;
    }

    private static ArrayNode matrix(List<Series> series) {
        ArrayNode result = JSON.createArrayNode();
        for (Series one : series) {
            ArrayNode values =
                    result.addObject().set("metric", labels(one.labels())).putArray("values");
            for (int i = 0; i < one.times().length; i++) {
                values.add(point(one.times()[i], one.values()[i]));
            }
        }
        return result;
    }

    private static ArrayNode point(long time, double value) {
        return JSON.createArrayNode().add(seconds(time)).add(Numbers.format(value));
    }

    /** A value as alerts show it, such as {@code 1e+00}. */
    static String scientific(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return value == 0 ? "0e+00" : Numbers.format(value);
        }
        BigDecimal plain = new BigDecimal(Numbers.format(value)).stripTrailingZeros();
        String digits = plain.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - plain.scale();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static BigDecimal seconds(long milliseconds) {
        return milliseconds % 1000 == 0 ? BigDecimal.valueOf(milliseconds / 1000) : BigDecimal.valueOf(milliseconds, 3);
    }
}
