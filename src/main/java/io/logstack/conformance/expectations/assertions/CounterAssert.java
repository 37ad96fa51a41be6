package io.logstack.conformance.expectations.assertions;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.logstack.conformance.profile.Durations;
import java.util.OptionalDouble;

/** Asserts about the increase of counters between two scrapes; a counter that is absent or {@code NaN} is a violation. */
public final class CounterAssert extends StackAssert<CounterAssert, CounterReadings> {
    CounterAssert(CounterReadings actual) {
        super(actual, CounterAssert.class);
    }

    @CanIgnoreReturnValue
    public CounterAssert increased(String counter) {
        if (!(known(counter, actual.increase(counter), "to increase") > 0)) {
            throw violated(
                    counter + " to increase", "it standing still for " + Durations.text(actual.apart()), where());
        }
        return this;
    }

    @CanIgnoreReturnValue
    public CounterAssert stoodStill(String counter) {
        stoodStill(counter, actual.increase(counter));
        return this;
    }

    /** As {@link #stoodStill}, for a counter whose series may not have been created yet. */
    @CanIgnoreReturnValue
    public CounterAssert lazyStoodStill(String counter, String witness) {
        stoodStill(counter, actual.increaseOfLazy(counter, witness));
        return this;
    }

    private void stoodStill(String counter, OptionalDouble increase) {
        double grown = known(counter, increase, "not to increase");
        if (grown != 0) {
            throw violated(counter + " not to increase", grown + " more in " + Durations.text(actual.apart()), where());
        }
    }

    private double known(String counter, OptionalDouble increase, String wanted) {
        if (increase.isEmpty()) {
            throw violated(counter + " " + wanted, "no such metric", where());
        }
        if (!Double.isFinite(increase.getAsDouble())) {
            throw violated(counter + " " + wanted, "the value " + increase.getAsDouble(), where());
        }
        return increase.getAsDouble();
    }

    private String where() {
        return actual.second().source();
    }
}
