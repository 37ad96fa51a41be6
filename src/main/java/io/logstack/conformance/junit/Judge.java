package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges single expectations; what runs when, and what blocks what, is {@link Run}'s affair. Thread-safe. */
interface Judge {
    /** The outcome when the expectation may not or cannot be judged at all, whatever its prerequisites. */
    Optional<Outcome> gate(Description expectation, @Nullable String neededBy);

    /** Judges an expectation whose gate is open and whose prerequisites are not violated. */
    Outcome judge(CataloguedExpectation expectation, @Nullable String neededBy);

    /** Ends what is being judged and whatever is judged from now on; does not wait for it. */
    void abort(String why);
}
