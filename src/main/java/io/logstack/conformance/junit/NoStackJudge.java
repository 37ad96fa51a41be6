package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where there is nothing to judge, every expectation is an ERROR: nothing is silently skipped. The first one says why. */
final class NoStackJudge implements Judge {
    private final String why;
    private final AtomicReference<@Nullable String> told = new AtomicReference<>();

    /** @param why as told to the operator, who may have to change the profile or the stack */
    NoStackJudge(String why) {
        this.why = why;
    }

    @Override
    public Optional<Outcome> gate(Description expectation, @Nullable String neededBy) {
        String message = told.compareAndSet(null, expectation.id())
                ? "There is no stack to judge: " + why
                : "There is no stack to judge; " + told.get() + " says why.";
        return Optional.of(Outcomes.withoutJudging(expectation, Verdict.ERROR, message, neededBy));
    }

    @Override
    public Outcome judge(CataloguedExpectation expectation, @Nullable String neededBy) {
        throw new IllegalStateException("there is no stack to judge " + expectation.id() + " on: " + why);
    }

    @Override
    public void abort(String reason) {}
}
