package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prerequisites, selection and parallel running, through JUnit. */
class PrerequisiteTest {
    private static final int SECONDS = 30;

    private final Scenario scenario = new Scenario();

    @AfterEach
    void forget() {
        scenario.close();
    }

    private ConformanceLauncher launcher(Collection<? extends Class<?>> classes) {
        return new ConformanceLauncher(TestProfile.with(Map.of()))
                .stack(new FakeStack())
                .run(scenario.run)
                .classes(classes);
    }

    private static Outcome of(Statement statement, String id) {
        return statement.outcomes().stream()
                .filter(outcome -> outcome.expectation().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void allHoldOnAnyNumberOfThreads(int threads) {
        Statement statement = launcher(Chain.ALL).parallelism(threads).run();

        assertThat(statement.outcomes()).hasSize(5).allMatch(outcome -> outcome.verdict() == Verdict.PASS);
        assertThat(statement.conformant()).isTrue();
        assertThat(scenario.log.indexOf("STORAGE-01 ends")).isLessThan(scenario.log.indexOf("STORAGE-02 begins"));
        assertThat(scenario.log.indexOf("STORAGE-02 ends")).isLessThan(scenario.log.indexOf("QUERY-01 begins"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void dependentsOfAViolationAreBlockedAndNameItAndItsRoot(int threads) {
        scenario.violated.add("STORAGE-01");
        Statement statement = launcher(Chain.ALL).parallelism(threads).run();

        assertThat(of(statement, "STORAGE-01").verdict()).isEqualTo(Verdict.FAIL);
        Outcome middle = of(statement, "STORAGE-02");
        assertThat(middle.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(middle.blockedBy()).containsExactly("STORAGE-01");
        Outcome top = of(statement, "QUERY-01");
        assertThat(top.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(top.blockedBy()).containsExactly("STORAGE-02");
        assertThat(top.message()).contains("STORAGE-02 is BLOCKED", "root cause: STORAGE-01");
        assertThat(of(statement, "STORAGE-03").verdict()).isEqualTo(Verdict.PASS);
        assertThat(statement.rootCauses()).extracting(o -> o.expectation().id()).containsExactly("STORAGE-01");
        assertThat(scenario.log).doesNotContain("STORAGE-02 begins", "QUERY-01 begins");
    }

    @Test
    void whatCannotBeToldBlocksNothing() {
        scenario.undecided.add("STORAGE-01");
        Statement statement = launcher(Chain.ALL).run();

        assertThat(of(statement, "STORAGE-01").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(of(statement, "STORAGE-02").verdict()).isEqualTo(Verdict.PASS);
        assertThat(of(statement, "QUERY-01").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whatWasNotSelectedRunsWhenItIsNeeded() {
        Statement statement = launcher(Chain.ALL).tags("query").run();

        assertThat(of(statement, "QUERY-01").neededBy()).isNull();
        assertThat(of(statement, "STORAGE-01").verdict()).isEqualTo(Verdict.PASS);
        assertThat(of(statement, "STORAGE-01").neededBy()).isEqualTo("QUERY-01");
        assertThat(of(statement, "STORAGE-03").neededBy()).isIn("QUERY-01", "QUERY-02");
    }

    @Test
    void whatWasNeitherSelectedNorNeededIsNotRun() {
        Statement statement = launcher(Chain.ALL).tags("storage").run();

        assertThat(of(statement, "QUERY-01").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(of(statement, "QUERY-01").message()).isEqualTo("It was not selected.");
        assertThat(statement.conformant()).isTrue();
    }

    @Test
    void expectationsRunAtTheSameTime() {
        scenario.letMeet("STORAGE-01", "STORAGE-03");
        Statement statement = launcher(List.of(Chain.Bottom.class, Chain.Beside.class))
                .parallelism(2)
                .run();

        assertThat(statement.outcomes()).allMatch(outcome -> outcome.verdict() == Verdict.PASS);
        assertThat(scenario.mostInside).hasValue(2);
    }

    @Test
    void oneThatRunsAloneHasNoCompany() {
        scenario.lookForCompany();
        Statement statement = launcher(List.of(Chain.Lonely.class, Chain.Bottom.class))
                .parallelism(2)
                .run();

        assertThat(statement.outcomes()).hasSize(2).allMatch(outcome -> outcome.verdict() == Verdict.PASS);
        assertThat(scenario.mostInside).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void whatRunsAloneComesFirstWithWhatItNeeds(int threads) {
        Statement statement = launcher(Chain.ALL).parallelism(threads).run();

        assertThat(statement.outcomes()).allMatch(outcome -> outcome.verdict() == Verdict.PASS);
        assertThat(scenario.log)
                .startsWith("STORAGE-03 begins", "STORAGE-03 ends", "QUERY-02 begins", "QUERY-02 ends")
                .hasSize(2 * Chain.ALL.size());
    }

    @Test
    void whatRunsAloneAndWasNotSelectedMakesNobodyWait() {
        Statement statement = launcher(Chain.ALL).tags("storage").run();

        assertThat(of(statement, "QUERY-02").verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(of(statement, "STORAGE-01").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void withoutOneThatRunsAloneThereIsCompany() {
        scenario.lookForCompany();
        launcher(List.of(Chain.Beside.class, Chain.Bottom.class)).parallelism(2).run();

        assertThat(scenario.mostInside).hasValue(2);
    }

    @Test
    void runsInTheSameJvmDoNotMix() throws Exception {
        try (Scenario other = new Scenario()) {
            other.violated.add("STORAGE-01");
            CompletableFuture<Statement> running =
                    CompletableFuture.supplyAsync(() -> new ConformanceLauncher(TestProfile.with(Map.of()))
                            .stack(new FakeStack())
                            .run(other.run)
                            .classes(Chain.ALL)
                            .run());
            Statement first = launcher(Chain.ALL).run();
            Statement second = running.get(SECONDS, TimeUnit.SECONDS);

            assertThat(first.conformant()).isTrue();
            assertThat(first.run()).isEqualTo(scenario.run);
            assertThat(second.rootCauses())
                    .extracting(o -> o.expectation().id())
                    .containsExactly("STORAGE-01");
            assertThat(second.run()).isEqualTo(other.run);
        }
    }

    @Test
    void aSelectionOfNothingJudgesNothing() {
        Statement statement = launcher(Chain.ALL).tags("nosuch").run();

        assertThat(statement.judgedAnything()).isFalse();
        assertThat(statement.conformant()).isFalse();
        assertThat(statement.outcomes()).hasSize(5).allMatch(outcome -> outcome.verdict() == Verdict.NOT_RUN);
        assertThat(statement.stack().description()).contains("nothing was selected");
    }
}
