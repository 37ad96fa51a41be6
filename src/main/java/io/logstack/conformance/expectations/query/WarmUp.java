package io.logstack.conformance.expectations.query;

import io.logstack.conformance.stack.Answer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first answer to a query, whose time does not count and whose content does.
 *
 * @param results streams with an entry and series with a number in it
 */
record WarmUp(int status, int results, String trouble) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static WarmUp of(Answer answer) {
        if (answer.status() != 200) {
            return new WarmUp(answer.status(), 0, answer.body().strip());
        }
        try {
            JsonNode result = JSON.readTree(answer.body()).path("data").path("result");
            return result.isArray()
                    ? new WarmUp(
                            200,
                            (int) result.valueStream().filter(WarmUp::holdsAny).count(),
                            "")
                    : new WarmUp(200, 0, "the answer has no data.result");
        } catch (JacksonException e) {
            return new WarmUp(200, 0, "the answer is no JSON");
        }
    }

    private static boolean holdsAny(JsonNode streamOrSeries) {
        return Stream.concat(streamOrSeries.path("values").valueStream(), Stream.of(streamOrSeries.path("value")))
                .anyMatch(point ->
                        point.size() >= 2 && !point.path(1).asString("").equals("NaN"));
    }

    String describe() {
        return trouble.isEmpty() ? results + " streams or series" : "status " + status + ", " + trouble;
    }
}
