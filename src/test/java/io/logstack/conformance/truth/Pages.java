package io.logstack.conformance.truth;

import io.logstack.conformance.stack.Answer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** HTTP answers that are well-formed, and tell nothing. */
final class Pages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SAMPLE_VALUE = Pattern.compile("(?m)^([^#\\n].*) \\S+$");
    private static final Pattern SAMPLES = Pattern.compile("(?m)^[^#\\n].*\\n");

    private Pages() {}

    /** A success without a word; 204 is one already. */
    static Answer empty(Answer answer) {
        return with(answer, answer.status() / 100 == 2 ? answer.status() : 200, "");
    }

    /** JSON whose lists are empty and whose numbers are none; an exposition without samples. */
    static Answer withoutResult(Answer answer) {
        if (isExposition(answer)) {
            return with(answer, answer.status(), SAMPLES.matcher(answer.body()).replaceAll(""));
        }
        return json(answer, Pages::strip);
    }

    /** The values of samples are no numbers. */
    static Answer ofNaN(Answer answer) {
        if (isExposition(answer)) {
            return with(
                    answer, answer.status(), SAMPLE_VALUE.matcher(answer.body()).replaceAll("$1 NaN"));
        }
        return json(answer, Pages::spoil);
    }

    private static boolean isExposition(Answer answer) {
        return answer.body().contains("# TYPE ");
    }

    private static Answer json(Answer answer, java.util.function.Consumer<JsonNode> change) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            JsonNode before = body.deepCopy();
            change.accept(body);
            return body.equals(before) ? answer : with(answer, answer.status(), JSON.writeValueAsString(body));
        } catch (JacksonException e) {
            // What is no JSON has no result that it could be without.
            return answer;
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.removeAll();
        } else if (node instanceof ObjectNode object) {
            object.propertyNames().stream().toList().forEach(name -> {
                if (object.path(name).isNumber()) {
                    object.put(name, 0);
                } else {
                    strip(object.path(name));
                }
            });
        }
    }

    private static void spoil(JsonNode node) {
        if (node instanceof ArrayNode array
                && array.size() == 2
                && array.path(0).isNumber()) {
            array.set(1, "NaN");
        } else {
            node.forEach(Pages::spoil);
        }
    }

    private static Answer with(Answer answer, int status, String body) {
        return new Answer(answer.uri(), status, answer.contentType(), body, answer.took());
    }
}
