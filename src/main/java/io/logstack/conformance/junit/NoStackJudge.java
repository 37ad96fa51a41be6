package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where nothing can be judged, every expectation is an ERROR: nothing is silently skipped. */
final class NoStackJudge implements Judge {
    static final String NO_STACK = "There is no stack to judge.";

    private final String message;

    /** @param message why nothing is judged, as a sentence */
    NoStackJudge(String message) {
        this.message = message;
    }

    @Override
    public Optional<Outcome> gate(Description expectation, @Nullable String neededBy) {
        return Optional.of(Outcomes.withoutJudging(expectation, Verdict.ERROR, message, neededBy));
    }

    @Override
    public Outcome judge(CataloguedExpectation expectation, @Nullable String neededBy) {
        throw new IllegalStateException("nothing is judged, and so is not " + expectation.id());
    }

    @Override
    public void abort(String reason) {}
}
