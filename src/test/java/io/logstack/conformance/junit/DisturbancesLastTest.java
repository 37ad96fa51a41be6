package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Capacity;
import io.logstack.conformance.catalog.Disrupt;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.Recovery;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What loads the stack comes after all that does not, and what disturbs it last, on any number of threads. */
class DisturbancesLastTest {
    @Recovery
    @Disrupt
    @Expectation(
            id = "RECOVERY-01",
            level = Level.MUST,
            runbook = RunbookSection.RECOVERY_PROCEDURES,
            prerequisites = Chain.Bottom.class,
            alone = true,
            statement = "Disturbs",
            remedy = "Nothing.")
    static class Disturbs {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Scenario scenario = Scenario.of(workload);
            scenario.enter("RECOVERY-01");
            evidence.measured("disturbances", 1, "", null, "a fake");
            scenario.leave("RECOVERY-01");
            assertThat(scenario.violated).doesNotContain("RECOVERY-01");
        }
    }

    @Recovery
    @Disrupt
    @Expectation(
            id = "RECOVERY-02",
            level = Level.MUST,
            runbook = RunbookSection.RECOVERY_PROCEDURES,
            alone = true,
            statement = "Disturbs too",
            remedy = "Nothing.")
    static class DisturbsToo {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Scenario scenario = Scenario.of(workload);
            scenario.enter("RECOVERY-02");
            evidence.measured("disturbances", 1, "", null, "a fake");
            scenario.leave("RECOVERY-02");
        }
    }

    @Capacity
    @Probe
    @Expectation(
            id = "CAPACITY-06",
            level = Level.SHOULD,
            runbook = RunbookSection.GROWTH_PROJECTIONS,
            alone = true,
            statement = "Loads",
            remedy = "Nothing.")
    static class Loads {
        @Test
        void judge(Workload workload, Evidence evidence) {
            Scenario scenario = Scenario.of(workload);
            scenario.enter("CAPACITY-06");
            evidence.measured("loads", 1, "", null, "a fake");
            scenario.leave("CAPACITY-06");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void allElseHasEndedBefore(int threads) {
        try (Scenario scenario = new Scenario()) {
            List<Class<?>> classes = new ArrayList<>(List.of(Disturbs.class, Loads.class, DisturbsToo.class));
            classes.addAll(Chain.ALL);
            Statement statement = new ConformanceLauncher(TestProfile.with(Map.of("safety", "disrupt")))
                    .stack(new FakeStack())
                    .run(scenario.run)
                    .classes(classes)
                    .parallelism(threads)
                    .run();

            assertThat(statement.outcomes()).allMatch(outcome -> outcome.verdict() == Verdict.PASS);
            int all = 2 * Chain.ALL.size();
            assertThat(scenario.log).hasSize(all + 6);
            assertThat(scenario.log.subList(all, scenario.log.size()))
                    .containsExactly(
                            "CAPACITY-06 begins",
                            "CAPACITY-06 ends",
                            "RECOVERY-01 begins",
                            "RECOVERY-01 ends",
                            "RECOVERY-02 begins",
                            "RECOVERY-02 ends");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void whatDidNotStandOneDisturbanceIsNotDisturbedAgain(int threads) {
        try (Scenario scenario = new Scenario()) {
            scenario.violated.add("RECOVERY-01");
            Statement statement = new ConformanceLauncher(TestProfile.with(Map.of("safety", "disrupt")))
                    .stack(new FakeStack())
                    .run(scenario.run)
                    .classes(List.of(DisturbsToo.class, Disturbs.class))
                    .parallelism(threads)
                    .run();

            assertThat(scenario.log).doesNotContain("RECOVERY-02 begins");
            Outcome second = outcome(statement, "RECOVERY-02");
            assertThat(second.verdict()).isEqualTo(Verdict.BLOCKED);
            assertThat(second.blockedBy()).containsExactly("RECOVERY-01");
            assertThat(second.message()).contains("not disturbed again", "RECOVERY-01 is FAIL");
        }
    }

    @Test
    void whatWasKeptFromDisturbingKeepsNobody() {
        try (Scenario scenario = new Scenario()) {
            scenario.violated.add("STORAGE-01");
            Statement statement = new ConformanceLauncher(TestProfile.with(Map.of("safety", "disrupt")))
                    .stack(new FakeStack())
                    .run(scenario.run)
                    .classes(List.of(Disturbs.class, DisturbsToo.class))
                    .run();

            assertThat(outcome(statement, "RECOVERY-01").verdict()).isEqualTo(Verdict.BLOCKED);
            assertThat(outcome(statement, "RECOVERY-02").verdict()).isEqualTo(Verdict.PASS);
        }
    }

    private static Outcome outcome(Statement statement, String id) {
        return statement.outcomes().stream()
                .filter(outcome -> outcome.expectation().id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
