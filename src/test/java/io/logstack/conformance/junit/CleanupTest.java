package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an expectation makes is removed however it ends; what went wrong is looked at before that. */
class CleanupTest {
    private static final Map<String, String> SHORT = Map.of(
            "timeouts.expectation",
            "1s",
            "timeouts.settle",
            "900ms",
            "timeouts.request",
            "900ms",
            "ingestion.lag",
            "900ms");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Scenario scenario = new Scenario();
    private final FakeStack stack = new FakeStack();

    @AfterEach
    void forget() {
        scenario.release();
        scenario.close();
    }

    private Statement run(Class<?>... types) {
        return new ConformanceLauncher(TestProfile.with(SHORT))
                .stack(stack)
                .run(scenario.run)
                .classes(List.of(types))
                .run();
    }

    private Outcome judge(Class<?> type) {
        return run(type).outcomes().get(0);
    }

    private void nothingIsLeft() {
        assertThat(stack.cluster.probes).isEmpty();
        assertThat(stack.objectStore.objects).isEmpty();
    }

    @Test
    void afterSuccess() {
        assertThat(judge(Makers.Passes.class).verdict()).isEqualTo(Verdict.PASS);
        assertThat(stack.cluster.deleted).containsExactly("probe-passes");
        nothingIsLeft();
    }

    @Test
    void afterFailure() {
        assertThat(judge(Makers.Fails.class).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(stack.cluster.deleted).containsExactly("probe-fails");
        nothingIsLeft();
    }

    @Test
    void afterTheDeadlineEvenOfCodeThatIgnoresInterrupts() {
        Outcome outcome = judge(Makers.Hangs.class);

        assertThat(outcome.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outcome.message()).contains("did not end within 1.0 s", "Scenario.hang");
        assertThat(outcome.failure())
                .extracting(Throwable::getStackTrace, InstanceOfAssertFactories.array(StackTraceElement[].class))
                .anyMatch(frame -> frame.getMethodName().equals("hang"));
        assertThat(scenario.interrupts).hasPositiveValue();
        nothingIsLeft();
    }

    @Test
    void whatOutlivesItsDeadlineMakesNothingMore() {
        judge(Makers.Hangs.class);
        scenario.release();
        await("the body that was left behind to end").atMost(TIMEOUT).until(() -> scenario.log.contains("body ended"));

        assertThat(scenario.log).anyMatch(line -> line.contains("refusing to make pod monitoring/probe-late"));
        nothingIsLeft();
    }

    @Test
    void whatWasDisturbedIsPutBackAfterFailure() {
        assertThat(disturb(Disturbers.Leaves.class).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(stack.cluster.disturbances)
                .containsExactly(
                        "scale gateway to 3",
                        "scale gateway to 1",
                        "delete helmreleases/loki",
                        "outage begins",
                        "outage ends",
                        "apply helmreleases/loki",
                        "scale gateway to 2");
    }

    @Test
    void whatAnExpectationPutBackItselfIsLeftAlone() {
        assertThat(disturb(Disturbers.PutsBack.class).verdict()).isEqualTo(Verdict.PASS);
        assertThat(stack.cluster.disturbances)
                .containsExactly(
                        "scale gateway to 3",
                        "scale gateway to 2",
                        "delete helmreleases/loki",
                        "apply helmreleases/loki",
                        "outage begins",
                        "outage ends");
    }

    private Outcome disturb(Class<?> type) {
        return new ConformanceLauncher(TestProfile.with(Map.of("safety", "disrupt")))
                .stack(stack)
                .run(scenario.run)
                .classes(List.of(type))
                .run()
                .outcomes()
                .get(0);
    }

    @Test
    void whatWasRefusedIsNotRemoved() {
        stack.objectStore.keepsAll = true;
        Outcome outcome = judge(Makers.IsRefused.class);

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.message()).contains("403 AccessDenied");
        assertThat(outcome.attachments()).extracting(Attachment::name).doesNotContain("Not removed");
    }

    @Test
    void aPassThatLeavesSomethingBehindIsAnError() {
        stack.objectStore.keepsAll = true;
        Outcome outcome = judge(Makers.Passes.class);

        assertThat(outcome.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outcome.message()).contains("left something behind", "object probe", "403 AccessDenied");
        assertThat(stack.cluster.probes).isEmpty();
    }

    @Test
    void diagnosticsAreTakenBeforeCleanup() {
        Outcome outcome = judge(Makers.Fails.class);

        assertThat(attachment(outcome, "Probe pods")).contains("probe-fails");
        assertThat(attachment(outcome, "Pods in monitoring")).contains("loki-0", "0/1", "CrashLoopBackOff", "node-1");
        assertThat(attachment(outcome, "Events in monitoring")).contains("BackOff: Back-off restarting");
        assertThat(attachment(outcome, "Log of loki-0/loki")).contains("level=info");
        assertThat(attachment(outcome, "Log of loki-0/loki before its restart")).contains("panic: no bucket");
    }

    @Test
    void diagnosticsThatFailDoNotHideTheVerdict() {
        stack.cluster.silent = true;
        Outcome outcome = judge(Makers.Fails.class);

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(attachment(outcome, "Diagnostics that could not be taken")).contains("connection refused");
        nothingIsLeft();
    }

    @Test
    void withoutKubernetesThereAreNoDiagnostics() {
        stack.lacking.put(Capability.KUBERNETES, "there is none");
        assertThat(judge(Makers.IsRefused.class).attachments()).isEmpty();
        assertThat(stack.cluster.lists).hasValue(0);
    }

    @Test
    void whatSeveralFailuresShareIsReadOnce() {
        run(Fixtures.Fails.class, Fixtures.GetsNoAnswer.class, Fixtures.Breaks.class);
        assertThat(stack.cluster.lists).as("one list per component").hasValue(4);
    }

    @Test
    void nothingIsDiagnosedWhenNothingFails() {
        run(Fixtures.Passes.class, Fixtures.Warns.class, Fixtures.CannotTell.class);
        assertThat(stack.cluster.lists).hasValue(0);
    }

    @Test
    void aStackThatWasGivenStaysOpenAndOneThatWasStartedIsClosed() {
        run(Fixtures.Passes.class);
        assertThat(stack.closed).hasValue(0);

        new ConformanceLauncher(TestProfile.with(Map.of()))
                .provider(FakeProvider.of(stack))
                .classes(List.of(Fixtures.Passes.class))
                .run();
        assertThat(stack.closed).hasValue(1);
    }

    private static String attachment(Outcome outcome, String name) {
        return outcome.attachments().stream()
                .filter(attachment -> attachment.name().equals(name))
                .map(Attachment::content)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no attachment '" + name + "' among "
                        + outcome.attachments().stream().map(Attachment::name).toList()));
    }
}
