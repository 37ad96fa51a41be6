package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.Fault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of the homelab turns red what it is for, and nothing else but what {@code fixtures/fault-matrix.yaml} gives a
 * reason for.
 */
@Tag("fault-matrix")
class FaultMatrixTest {
    private static final Set<Verdict> HIDDEN_OR_FOUND = Set.of(Verdict.WARN, Verdict.BLOCKED, Verdict.INCONCLUSIVE);

    private static final Map<String, Row> ROWS = Matrix.read();
    private static final Map<Fault, CompletableFuture<MatrixRun>> RUNS = new EnumMap<>(Fault.class);
    private static final RunPool POOL = new RunPool();

    @BeforeAll
    static void beginWithEveryFault() {
        for (Fault fault : Fault.values()) {
            RUNS.put(fault, POOL.begin(Map.of("fault", fault.label())));
        }
    }

    @AfterAll
    static void end() {
        POOL.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theRunEqualsItsRow(Fault fault) {
        MatrixRun run = runWith(fault);
        assertThat(run.notPassed()).as(run.told()).isEqualTo(row(fault).verdicts());
        assertThat(run.statement().conformant()).isEqualTo(!row(fault).fails());
    }

    /** As the console and {@code conformance.json} have it: what the fault is for, and what is truly violated besides. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void theRootCausesAreNamed(Fault fault) {
        MatrixRun run = runWith(fault);
        List<String> causes = row(fault).rootCauses();
        assertThat(run.rootCauses()).as(run.told()).containsExactlyInAnyOrderElementsOf(causes);
        assertThat(run.lastWord())
                .isEqualTo(
                        causes.isEmpty()
                                ? "CONFORMANT"
                                : "NOT CONFORMANT; root causes: " + String.join(", ", run.rootCauses()));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theBlockedNameWhatBlocksThem(Fault fault) {
        MatrixRun run = runWith(fault);
        assertThat(run.statement().outcomes())
                .filteredOn(outcome -> outcome.verdict() == Verdict.BLOCKED)
                .allSatisfy(outcome -> assertThat(outcome.blockedBy())
                        .isNotEmpty()
                        .allMatch(id -> Set.of(Verdict.FAIL, Verdict.BLOCKED).contains(run.verdict(id))));
    }

    /** A fault may hide where the runbook is wrong, and cannot make it right, or that a failure of the stack. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void driftStaysDrift(Fault fault) {
        MatrixRun run = runWith(fault);
        assertThat(run.drift())
                .as(run.told())
                .allSatisfy((id, verdict) -> assertThat(verdict)
                        .as(id)
                        .isIn(row(fault).silent().containsKey(id) ? Set.of(Verdict.PASS) : HIDDEN_OR_FOUND));
    }

    private static MatrixRun runWith(Fault fault) {
        return Objects.requireNonNull(RUNS.get(fault)).join();
    }

    private static Row row(Fault fault) {
        return Objects.requireNonNull(ROWS.get(fault.label()), () -> fault.label() + " has no row");
    }
}
