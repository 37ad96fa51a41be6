package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.stack.StackUnavailableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a stack nothing is silently skipped, and the reason is told once. */
class NoStackTest {
    private static Statement run(RuntimeException failure) {
        return new ConformanceLauncher(TestProfile.with(Map.of()))
                .provider(new FakeProvider(() -> {
                    throw failure;
                }))
                .classes(Chain.ALL)
                .run();
    }

    @Test
    void everyExpectationIsAnError() {
        Statement statement = run(new StackUnavailableException("no cluster at https://x; start it"));

        assertThat(statement.outcomes())
                .hasSameSizeAs(Chain.ALL)
                .allMatch(outcome -> outcome.verdict() == Verdict.ERROR);
        assertThat(statement.stack().description()).isEqualTo("none: no cluster at https://x; start it");
        assertThat(statement.conformant()).isFalse();
        assertThat(statement.judgedAnything()).isFalse();
    }

    @Test
    void aProviderThatBreaksIsToldAsSuch() {
        Statement statement = run(new IllegalStateException("a bug"));

        assertThat(statement.outcomes()).allMatch(outcome -> outcome.verdict() == Verdict.ERROR);
        assertThat(statement.stack().description()).contains("starting it broke", "a bug");
    }

    @Test
    void aListenerThatBreaksDoesNotSpoilTheRun() {
        Statement statement = new ConformanceLauncher(TestProfile.with(Map.of()))
                .stack(new FakeStack())
                .classes(List.of(Fixtures.Passes.class))
                .listener(new BrokenListener())
                .run();
        assertThat(statement.conformant()).isTrue();
    }
}
