package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where there is nothing to judge, every expectation is an ERROR: nothing is silently skipped. The stack's identity says why. */
final class NoStackJudge implements Judge {
    private static final String MESSAGE = "There is no stack to judge.";

    @Override
    public Optional<Outcome> gate(Description expectation, @Nullable String neededBy) {
        return Optional.of(Outcomes.withoutJudging(expectation, Verdict.ERROR, MESSAGE, neededBy));
    }

    @Override
    public Outcome judge(CataloguedExpectation expectation, @Nullable String neededBy) {
        throw new IllegalStateException("there is no stack to judge " + expectation.id() + " on");
    }

    @Override
    public void abort(String reason) {}
}
