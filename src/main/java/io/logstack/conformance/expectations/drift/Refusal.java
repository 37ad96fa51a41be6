package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.assertions.AnswerAssert;
import io.logstack.conformance.stack.Answer;
import java.util.Optional;

/** What Loki says to a query of the runbook. */
final class Refusal {
    private static final int SHOWN = 160;

    private Refusal() {}

    /**
     * Its words when it refuses, or empty when it takes the query.
     *
     * @throws InconclusiveException when it does neither: an answer that is not Loki's own shows nothing of Loki
     */
    static Optional<String> of(Answer answer, String query) {
        if (AnswerAssert.reportsSuccess(answer)) {
            return Optional.empty();
        }
        if (answer.status() != 400) {
            throw new InconclusiveException(
                    "Loki answered " + query + " with " + answer.status()
                            + (answer.ok() ? ", but not as its API does." : ", which is no refusal."),
                    null);
        }
        String words = answer.body().strip();
        return Optional.of("Loki refuses it with " + answer.status() + " '"
                + (words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…") + "'");
    }
}
