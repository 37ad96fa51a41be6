package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.LokisAnswer;
import io.logstack.conformance.stack.Answer;
import java.util.Optional;

/** What Loki says to a query of the runbook. */
final class Refusal {
    private Refusal() {}

    /**
     * Its words when it refuses, or empty when it takes the query.
     *
     * @throws InconclusiveException when it does neither: an answer that is not Loki's own shows nothing of Loki
     */
    static Optional<String> of(Answer answer, String query) {
        LokisAnswer told = new LokisAnswer(answer);
        if (told.isSuccess()) {
            return Optional.empty();
        }
        if (!told.isRefusal()) {
            throw new InconclusiveException(
                    "Loki answered " + query + " with " + told.told() + ", which is neither an answer nor a refusal.",
                    null);
        }
        return Optional.of(told.refusal());
    }
}
