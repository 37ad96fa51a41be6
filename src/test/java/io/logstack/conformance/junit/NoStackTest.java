package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.stack.StackUnavailableException;
import io.logstack.conformance.stack.UnmetNeedsException;
import java.util.ArrayList;
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
    void whatAStackThatDidNotComeUpHasToldIsKeptOnceAndWithoutSecrets() {
        Attachment log = new Attachment("Log of loki", "text/plain", "password is prom-operator");
        Statement statement = run(new StackUnavailableException("not ready", new RuntimeException(), List.of(log)));

        assertThat(statement.outcomes().stream().flatMap(outcome -> outcome.attachments().stream()))
                .containsExactly(new Attachment("Log of loki", "text/plain", "password is ***"));
    }

    @Test
    void aProviderThatBreaksIsToldAsSuch() {
        Statement statement = run(new IllegalStateException("a bug"));

        assertThat(statement.outcomes()).allMatch(outcome -> outcome.verdict() == Verdict.ERROR);
        assertThat(statement.stack().description()).contains("starting it broke", "a bug");
    }

    @Test
    void whatTheStackNeedsAndIsNotThereRefusesTheRun() {
        UnmetNeedsException unmet =
                new UnmetNeedsException("the stack", List.of("no Docker answers; start it", "too little memory"));
        List<String> refusals = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        ConformanceLauncher launcher = new ConformanceLauncher(TestProfile.with(Map.of()))
                .provider(new FakeProvider(() -> {
                    throw unmet;
                }))
                .classes(Chain.ALL)
                .listener(new RunListener() {
                    @Override
                    public void runRefused(String why) {
                        refusals.add(why);
                    }

                    @Override
                    public void runFinished(Statement statement) {
                        statements.add(statement);
                    }
                });

        assertThat(catchThrowable(launcher::run)).isSameAs(unmet);
        assertThat(refusals)
                .containsExactly(
                        "Nothing is judged: the stack cannot be started.\n  no Docker answers; start it\n  too little"
                                + " memory\n");
        assertThat(statements)
                .singleElement()
                .satisfies(statement -> assertThat(statement.outcomes())
                        .hasSameSizeAs(Chain.ALL)
                        .allMatch(outcome -> outcome.verdict() == Verdict.ERROR)
                        .allMatch(outcome -> outcome.message()
                                .equals(
                                        "It was not judged: the stack cannot be started: no Docker answers; start it; and too"
                                                + " little memory.")));
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
