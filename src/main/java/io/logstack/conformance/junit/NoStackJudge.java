package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where nothing can be judged, every expectation is an ERROR: nothing is silently skipped. */
final class NoStackJudge implements Judge {
    static final String NO_STACK = "There is no stack to judge.";

    private final String message;
    /** Kept with the first outcome: all others are for the same reason. */
    private final AtomicReference<List<Attachment>> evidence;

    /** @param message why nothing is judged, as a sentence */
    NoStackJudge(String message) {
        this(message, List.of());
    }

    /** @param evidence what is known of the stack that is not there */
    NoStackJudge(String message, List<Attachment> evidence) {
        this.message = message;
        this.evidence = new AtomicReference<>(evidence);
    }

    @Override
    public Optional<Outcome> gate(Description expectation, @Nullable String neededBy) {
        return Optional.of(Outcomes.withoutStack(expectation, message, neededBy, evidence.getAndSet(List.of())));
    }

    @Override
    public Outcome judge(CataloguedExpectation expectation, @Nullable String neededBy) {
        throw new IllegalStateException("nothing is judged, and so is not " + expectation.id());
    }

    @Override
    public void abort(String reason) {}
}
