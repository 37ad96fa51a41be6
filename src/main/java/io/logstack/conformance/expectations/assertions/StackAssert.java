package io.logstack.conformance.expectations.assertions;

import io.logstack.conformance.catalog.Description;
import org.assertj.core.api.AbstractAssert;

/**
 * A domain assertion: its failure says what was expected, what was found, where, and what the runbook says to do next.
 *
 * @param <S> the assertion's own type
 * @param <A> what is asserted about
 */
public abstract class StackAssert<S extends StackAssert<S, A>, A> extends AbstractAssert<S, A> {
    private String next = "";

    protected StackAssert(A actual, Class<?> self) {
        super(actual, self);
    }

    /** What to do next when the assertion fails: the remedy of the given expectation. */
    public S orElse(Class<?> expectation) {
        next = Description.of(expectation).remedy();
        return myself;
    }

    /**
     * Fails.
     *
     * @param where component and address, object, or query
     */
    protected AssertionError violated(String expected, String found, String where) {
        return failure(
                "%s",
                "expected " + expected + ", but found " + found + " at " + where
                        + (next.isEmpty() ? "" : ". Next: " + next));
    }
}
