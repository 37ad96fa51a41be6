package io.logstack.conformance.expectations;

import io.logstack.conformance.stack.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An answer at Loki's paths, which may be Loki's, or that of something that stands before it. */
public record LokisAnswer(Answer answer) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SHOWN = 160;

    /** Status 200, and whole JSON that reports success. */
    public boolean isSuccess() {
        if (answer.status() != 200 || !answer.contentType().startsWith("application/json")) {
            return false;
        }
        try {
            return "success".equals(JSON.readTree(answer.body()).path("status").asString(""));
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Status 400, and words in plain text. */
    public boolean isRefusal() {
        return answer.status() == 400
                && answer.contentType().startsWith("text/plain")
                && !answer.body().isBlank();
    }

    /** Status, words and address, as in {@code 500 'no' at http://…}. */
    public String told() {
        return answer.status() + " '" + words() + "' at " + answer.uri();
    }

    /** Status and words, as in {@code Loki refuses it with 400 'parse error'}. */
    public String refusal() {
        return "Loki refuses it with " + answer.status() + " '" + words() + "'";
    }

    private String words() {
        String words = answer.body().strip();
        return words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…";
    }
}
