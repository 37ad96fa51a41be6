package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of the homelab turns red what it is for, and nothing else but what {@code fixtures/fault-matrix.yaml} gives a
 * reason for; a healthy homelab passes everything, time and again.
 */
@Tag("fault-matrix")
class FaultMatrixTest {
    private static final Path PROFILE = Path.of("src/test/resources/fault-matrix-profile.yaml");
    /** Runs wait more than they work. */
    private static final int AT_A_TIME = 3;

    private static final Set<Verdict> HIDDEN_OR_FOUND = Set.of(Verdict.WARN, Verdict.BLOCKED, Verdict.INCONCLUSIVE);

    private static final Map<String, Row> ROWS = Matrix.read();
    private static final Map<Fault, CompletableFuture<Statement>> RUNS = new EnumMap<>(Fault.class);
    private static final ExecutorService POOL = Executors.newFixedThreadPool(AT_A_TIME);

    @BeforeAll
    static void beginWithEveryFault() {
        for (Fault fault : Fault.values()) {
            RUNS.put(fault, CompletableFuture.supplyAsync(() -> run(Map.of("fault", fault.label())), POOL));
        }
    }

    @AfterAll
    static void end() {
        POOL.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theRunEqualsItsRow(Fault fault) {
        Statement statement = runWith(fault);
        Row row = Objects.requireNonNull(ROWS.get(fault.label()), () -> fault.label() + " has no row");
        assertThat(notPassed(statement)).as(told(statement)).isEqualTo(row.verdicts());
        assertThat(statement.conformant()).isEqualTo(!row.fails());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theBlockedNameWhatBlocksThem(Fault fault) {
        Statement statement = runWith(fault);
        SortedMap<String, String> verdicts = notPassed(statement);
        assertThat(statement.outcomes())
                .filteredOn(outcome -> outcome.verdict() == Verdict.BLOCKED)
                .allSatisfy(outcome -> assertThat(outcome.blockedBy())
                        .isNotEmpty()
                        .allMatch(id -> Set.of("FAIL", "BLOCKED").contains(verdicts.get(id))));
    }

    /** A fault may hide where the runbook is wrong, and cannot make it right, or that a failure of the stack. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void driftStaysDrift(Fault fault) {
        Statement statement = runWith(fault);
        Row row = Objects.requireNonNull(ROWS.get(fault.label()), () -> fault.label() + " has no row");
        assertThat(drift(statement))
                .as(told(statement))
                .allSatisfy((id, verdict) -> assertThat(verdict)
                        .as(id)
                        .isIn(row.silent().containsKey(id) ? Set.of(Verdict.PASS) : HIDDEN_OR_FOUND));
    }

    /** Findings about the runbook aside, which are those that the matrix names. */
    @RepeatedTest(10)
    void aHealthyHomelabPassesEverything() {
        Statement statement = run(Map.of());
        assertThat(notPassed(statement)).as(told(statement)).isEmpty();
        assertThat(drift(statement).keySet()).isEqualTo(Matrix.drift());
        assertThat(drift(statement).values()).as(told(statement)).containsOnly(Verdict.WARN);
        assertThat(statement.conformant()).isTrue();
        assertThat(statement.outcomes())
                .hasSameSizeAs(Matrix.expectations())
                .allSatisfy(outcome -> assertThat(outcome.measurements()).isNotEmpty());
    }

    private static Statement runWith(Fault fault) {
        return Objects.requireNonNull(RUNS.get(fault)).join();
    }

    private static Statement run(Map<String, String> overrides) {
        Profile profile = Profiles.load(PROFILE, overrides);
        return new ConformanceLauncher(profile).run();
    }

    static SortedMap<String, Verdict> drift(Statement statement) {
        SortedMap<String, Verdict> verdicts = new TreeMap<>();
        statement.outcomes().stream()
                .filter(outcome -> outcome.expectation().area() == Area.DRIFT)
                .forEach(outcome -> verdicts.put(outcome.expectation().id(), outcome.verdict()));
        return verdicts;
    }

    /** What is about the stack. */
    static SortedMap<String, String> notPassed(Statement statement) {
        SortedMap<String, String> verdicts = new TreeMap<>();
        statement.outcomes().stream()
                .filter(outcome -> outcome.expectation().area() != Area.DRIFT)
                .filter(outcome -> outcome.verdict() != Verdict.PASS)
                .forEach(outcome -> verdicts.put(
                        outcome.expectation().id(), outcome.verdict().label()));
        return verdicts;
    }

    static String told(Statement statement) {
        List<Outcome> outcomes = statement.outcomes().stream()
                .filter(outcome -> outcome.verdict() != Verdict.PASS)
                .toList();
        return "run with seed " + statement.seed() + " in " + statement.took() + ":\n"
                + outcomes.stream()
                        .map(outcome -> outcome.expectation().id() + " " + outcome.verdict() + ": " + outcome.message())
                        .collect(Collectors.joining("\n"));
    }
}
