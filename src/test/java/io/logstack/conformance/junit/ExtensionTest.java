package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.TestAbortedException;

/** How JUnit sees verdicts. */
class ExtensionTest {
    private final List<String> reported = new CopyOnWriteArrayList<>();

    private Events execute(Class<?> type) {
        String key = UUID.randomUUID().toString();
        FakeStack stack = new FakeStack();
        RunListener listener = new RunListener() {
            @Override
            public void expectationReported(Outcome outcome) {
                reported.add(outcome.expectation().id() + " on "
                        + Thread.currentThread().getName());
            }
        };
        try (StartedRun started = StartedRun.start(
                key,
                TestProfile.with(Map.of()),
                profile -> new StackSource.Started(stack, stack::close),
                Catalogue.of(List.of(type)),
                Set.of(type),
                List.of(listener))) {
            Runs.give(key, started.run());
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(type))
                    .enableImplicitConfigurationParameters(false)
                    .configurationParameter(Runs.KEY, key)
                    .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                    .configurationParameter(
                            "junit.jupiter.extensions.autodetection.include", ConformanceExtension.class.getName())
                    .execute()
                    .testEvents();
        } finally {
            Runs.forget(key);
        }
    }

    @Test
    void aPassSucceeds() {
        execute(Fixtures.Passes.class).assertThatEvents().haveExactly(1, event(test(), finishedSuccessfully()));
        assertThat(reported)
                .containsExactly("HEALTH-01 on " + Thread.currentThread().getName());
    }

    @Test
    void aFailFailsWithWhatIsNeededToAct() {
        execute(Fixtures.Fails.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message(text -> text.startsWith("HEALTH-02 FAIL: Three pods are ready\n")
                                                && text.contains("[ready pods]")
                                                && text.contains("measured: pods = 2 pods (expected = 3), from a fake")
                                                && text.contains("remedy: Restart them.")
                                                && text.endsWith("runbook: Health Checks (#health-checks)")))));
    }

    @Test
    void anErrorIsNoAssertion() {
        execute(Fixtures.Breaks.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(SuiteBrokeException.class),
                                        message(text -> text.contains("HEALTH-10 ERROR")))));
    }

    @Test
    void anythingElseIsSkippedWithItsVerdict() {
        execute(Fixtures.DoesNotApply.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                abortedWithReason(
                                        instanceOf(TestAbortedException.class),
                                        message("NOT-APPLICABLE: It has no compactor."))));
        execute(Fixtures.Warns.class)
                .assertThatEvents()
                .haveExactly(1, event(test(), abortedWithReason(message("WARN: Ceph's health is HEALTH_WARN."))));
    }

    @Test
    void otherTestsAreLeftAlone() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Ordinary.class))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(), finishedWithFailure(message("ran"))));
    }

    static class Ordinary {
        @Test
        void test() {
            throw new IllegalStateException("ran");
        }
    }
}
