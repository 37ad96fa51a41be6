package io.logstack.conformance.expectations.assertions;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.logstack.conformance.expectations.LokisAnswer;
import io.logstack.conformance.stack.Answer;

/** Asserts about an HTTP answer. */
public final class AnswerAssert extends StackAssert<AnswerAssert, Answer> {
    private static final int SHOWN = 200;

    AnswerAssert(Answer actual) {
        super(actual, AnswerAssert.class);
    }

    /** The status is exactly this, and the body, blanks at its ends left out, is exactly that. */
    @CanIgnoreReturnValue
    public AnswerAssert says(int status, String body) {
        if (actual.status() != status || !actual.body().strip().equals(body)) {
            throw violated(
                    "status " + status + " and '" + body + "'",
                    found(),
                    actual.uri().toString());
        }
        return this;
    }

    @CanIgnoreReturnValue
    public AnswerAssert hasStatus(int status) {
        if (actual.status() != status) {
            throw violated("status " + status, found(), actual.uri().toString());
        }
        return this;
    }

    /** The status is 200, and the body one of Loki's JSON answers that report success. */
    @CanIgnoreReturnValue
    public AnswerAssert isLokisSuccess() {
        if (!new LokisAnswer(actual).isSuccess()) {
            throw violated(
                    "status 200 and JSON that reports success",
                    found(),
                    actual.uri().toString());
        }
        return this;
    }

    /** The status is 4xx, and the body says why in plain text that contains the given words. */
    @CanIgnoreReturnValue
    public AnswerAssert isRefusedInLokisWords(String words) {
        if (actual.status() / 100 != 4
                || !actual.contentType().startsWith("text/plain")
                || !actual.body().contains(words)) {
            throw violated(
                    "a refusal with status 4xx and the words '" + words + "'",
                    found(),
                    actual.uri().toString());
        }
        return this;
    }

    private String found() {
        String body = actual.body().strip();
        return "status " + actual.status() + " and "
                + (body.isEmpty()
                        ? "no body"
                        : "'" + (body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "…") + "'");
    }
}
