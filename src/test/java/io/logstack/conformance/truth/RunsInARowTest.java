package io.logstack.conformance.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.EmbeddedStackProvider;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Stack;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * What a run sends, refuses, restarts and removes is nothing to the next: its synthetic lines, refused queries and pushes,
 * probe pods and deleted pods all lie inside the windows of the runs after it.
 */
class RunsInARowTest {
    private static final String COMPACTED =
            "loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Set<Capability> ONCE = Set.of(Capability.THROW_AWAY, Capability.OUTAGE);

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = new EmbeddedStackProvider().start(Trials.PATIENT);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @RepeatedTest(3)
    void aHealthyStackPassesAgain(RepetitionInfo repetition) {
        // A Loki that has come back owes no run of its compactor yet, and canaries still count what they missed: both
        // is
        // said, and is not what the next run is for.
        await("the compactor has run").atMost(PATIENCE).until(RunsInARowTest::compacted);
        double[] missed = {missed()};
        await("the canaries count no more missing entries")
                .during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> missed[0] == (missed[0] = missed()));
        Statement statement = new ConformanceLauncher(Trials.PATIENT)
                .stack(judgedAgain())
                .run("in-a-row-" + repetition.getCurrentRepetition())
                .run();
        assertThat(statement.outcomes()).isNotEmpty();
        assertThat(statement.outcomes().stream()
                        .filter(outcome -> outcome.verdict() != healthy(outcome))
                        .map(outcome ->
                                outcome.expectation().id() + " " + outcome.verdict() + ": " + outcome.message()))
                .isEmpty();
        assertThat(statement.conformant()).isTrue();
    }

    /** The runbook is wrong about it each time. */
    private static Verdict healthy(Outcome outcome) {
        if (outcome.expectation().requires().stream().anyMatch(ONCE::contains)) {
            return Verdict.NOT_APPLICABLE;
        }
        return outcome.expectation().area() == Area.DRIFT ? Verdict.WARN : Verdict.PASS;
    }

    /** A stack that is not thrown away after the run: an uninstalled release and an outage are in its history. */
    private static Stack judgedAgain() {
        return (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(), new Class<?>[] {Stack.class}, (self, method, arguments) -> {
                    if (method.getName().equals("lacks") && ONCE.contains(arguments[0])) {
                        return Optional.of("it is judged again after this run");
                    }
                    try {
                        return method.invoke(stack, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static double missed() {
        return stack.canary().instances().stream()
                .map(Canary.Instance::metrics)
                .mapToDouble(
                        page -> page.sum("loki_canary_missing_entries_total").orElse(0)
                                + page.sum("loki_canary_spot_check_missing_entries_total")
                                        .orElse(0))
                .sum();
    }

    private static boolean compacted() {
        try {
            return stack.loki().metrics().sum(COMPACTED).orElse(0) > 0;
        } catch (NoAnswerException e) {
            return false;
        }
    }
}
