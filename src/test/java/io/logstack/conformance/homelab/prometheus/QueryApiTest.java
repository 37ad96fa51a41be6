package io.logstack.conformance.homelab.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.promql.Series;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the query API to what Prometheus 2.42 answered over the same series. */
class QueryApiTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long NOW = 1_795_000_600_000L;

    @TestFactory
    Stream<DynamicTest> answersAsPrometheusDid() {
        JsonNode recorded = JSON.readTree(Path.of("fixtures/exchanges/prometheus-2.42-promql.json"));
        TimeSeriesStore store = new TimeSeriesStore();
        for (JsonNode series : recorded.get("series")) {
            Map<String, String> labels = new HashMap<>();
            series.get("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asString()));
            for (JsonNode sample : series.get("samples")) {
                store.append(
                        labels, sample.get(0).asLong(), number(sample.get(1).asString()));
            }
        }
        QueryApi api = new QueryApi(store, () -> NOW);
        return StreamSupport.stream(recorded.get("cases").spliterator(), false)
                .map(recordedCase -> DynamicTest.dynamicTest(title(recordedCase), () -> check(api, recordedCase)));
    }

    @Test
    void aSeriesThatEndedIsGoneAtOnce() {
        TimeSeriesStore store = new TimeSeriesStore();
        Map<String, String> labels = Map.of(Series.NAME, "gone");
        store.append(labels, NOW - 2_000, 1);
        store.append(labels, NOW - 1_000, Series.STALE);
        QueryApi api = new QueryApi(store, () -> NOW);
        assertThat(ask(api, "gone").at("/data/result")).isEmpty();
        assertThat(ask(api, "gone offset 2s").at("/data/result")).hasSize(1);
        assertThat(ask(api, "count_over_time(gone[5s])")
                        .at("/data/result/0/value/1")
                        .asString())
                .isEqualTo("1");
    }

    private static JsonNode ask(QueryApi api, String query) {
        return JSON.readTree(api.query(request(Map.of("query", List.of(query)))).body());
    }

    private static String title(JsonNode recordedCase) {
        return recordedCase.path("query").asString("(no query)") + " at "
                + recordedCase.path("time").asString(recordedCase.path("start").asString(""));
    }

    private static void check(QueryApi api, JsonNode recorded) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        Stream.of("query", "time", "start", "end", "step")
                .filter(recorded::has)
                .forEach(name -> parameters.put(name, List.of(recorded.get(name).asString())));
        Reply reply = recorded.get("path").asString().endsWith("query_range")
                ? api.queryRange(request(parameters))
                : api.query(request(parameters));
        JsonNode actual = JSON.readTree(new String(reply.body(), StandardCharsets.UTF_8));
        JsonNode expected = recorded.get("response");

        assertThat(reply.status())
                .as(actual.toString())
                .isEqualTo(recorded.get("status").asInt());
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(actual.path("status")).isEqualTo(expected.path("status"));
        assertThat(actual.path("errorType")).isEqualTo(expected.path("errorType"));
        if (recorded.get("status").asInt() == 200) {
            assertThat(actual.at("/data/resultType")).isEqualTo(expected.at("/data/resultType"));
            assertSame(actual.at("/data/result"), expected.at("/data/result"), ordered(recorded));
        } else {
            assertThat(prefix(actual)).isEqualTo(prefix(expected));
        }
    }

    /** Which parameter is at fault; the words after a position are the parser generator's. */
    private static String prefix(JsonNode answer) {
        String error = answer.get("error").asString();
        int position = error.indexOf(": 1:");
        if (position >= 0) {
            return error.substring(0, position);
        }
        int group = error.indexOf(" {");
        return group >= 0 ? error.substring(0, group) : error;
    }

    private static boolean ordered(JsonNode recorded) {
        return recorded.get("query").asString().startsWith("sort");
    }

    private static void assertSame(JsonNode actual, JsonNode expected, boolean ordered) {
        if (!expected.isArray() || !expected.path(0).isObject()) {
            assertPoint(actual, expected);
            return;
        }
        List<JsonNode> actualSeries = list(actual, ordered);
        List<JsonNode> expectedSeries = list(expected, ordered);
        assertThat(actualSeries.stream().map(series -> series.get("metric")))
                .containsExactlyElementsOf(expectedSeries.stream()
                        .map(series -> series.get("metric"))
                        .toList());
        for (int i = 0; i < expectedSeries.size(); i++) {
            JsonNode expectedValues = expectedSeries.get(i).path("values");
            JsonNode actualValues = actualSeries.get(i).path("values");
            assertThat(actualValues.size()).isEqualTo(expectedValues.size());
            for (int k = 0; k < expectedValues.size(); k++) {
                assertPoint(actualValues.get(k), expectedValues.get(k));
            }
            if (expectedSeries.get(i).has("value")) {
                assertPoint(
                        actualSeries.get(i).get("value"), expectedSeries.get(i).get("value"));
            }
        }
    }

    private static void assertPoint(JsonNode actual, JsonNode expected) {
        if (expected.isEmpty()) {
            assertThat(actual).isEmpty();
            return;
        }
        assertThat(actual.get(0).asDouble()).isEqualTo(expected.get(0).asDouble());
        String expectedValue = expected.get(1).asString();
        String actualValue = actual.get(1).asString();
        if (!actualValue.equals(expectedValue)) {
            double number = number(expectedValue);
            assertThat(number(actualValue)).isCloseTo(number, within(Math.abs(number) * 1e-9));
        }
    }

    private static List<JsonNode> list(JsonNode result, boolean ordered) {
        List<JsonNode> series = new ArrayList<>();
        result.forEach(series::add);
        if (!ordered) {
            series.sort(Comparator.comparing(one -> one.get("metric").toString()));
        }
        return series;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Request request(Map<String, List<String>> parameters) {
        return new Request("GET", "/api/v1/query", "/api/v1/query", parameters, Map.of(), new byte[0]);
    }
}
