package io.logstack.conformance.junit;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import java.util.function.Supplier;

/** Starts what it is told to. */
record FakeProvider(Supplier<Stack> start) implements StackProvider {
    static FakeProvider of(Stack stack) {
        return new FakeProvider(() -> stack);
    }

    @Override
    public Tier tier() {
        return Tier.EMBEDDED;
    }

    @Override
    public Stack start(Profile profile) {
        return start.get();
    }
}
