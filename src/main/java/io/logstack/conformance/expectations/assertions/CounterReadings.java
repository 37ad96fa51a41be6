package io.logstack.conformance.expectations.assertions;

import io.logstack.conformance.stack.Metrics;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Two scrapes of one page, some time apart.
 *
 * @param first the earlier one
 * @param second the later one
 */
public record CounterReadings(Metrics first, Metrics second) {
    /** Time between the two. */
    public Duration apart() {
        return Duration.between(first.at(), second.at());
    }

    /**
     * How much a counter, summed over its series, went up; a counter that is lower than before has started over, and its
     * second value is all that is known. Empty when one page lacks it; {@code NaN} when a value is.
     */
    public OptionalDouble increase(String counter) {
        OptionalDouble before = first.sum(counter);
        OptionalDouble after = second.sum(counter);
        if (before.isEmpty() || after.isEmpty()) {
            return OptionalDouble.empty();
        }
        double grown = after.getAsDouble() - before.getAsDouble();
        return OptionalDouble.of(grown < 0 ? after.getAsDouble() : grown);
    }

    /**
     * As {@link #increase}, for a counter whose series are created when they first count: absent is zero, provided that
     * both pages carry the witness, a metric that the same component always exposes, with a number.
     */
    public OptionalDouble increaseOfLazy(String counter, String witness) {
        if (!tells(first, witness) || !tells(second, witness)) {
            return OptionalDouble.empty();
        }
        double before = first.sum(counter).orElse(0);
        double after = second.sum(counter).orElse(0);
        double grown = after - before;
        return OptionalDouble.of(grown < 0 ? after : grown);
    }

    private static boolean tells(Metrics page, String witness) {
        return page.of(witness).stream().anyMatch(sample -> Double.isFinite(sample.value()));
    }
}
