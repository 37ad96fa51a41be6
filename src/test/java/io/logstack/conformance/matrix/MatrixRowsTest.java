package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.Fault;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No fault and no expectation goes without its row; what the rows say is held against runs by {@link FaultMatrixTest}. */
class MatrixRowsTest {
    private static final Map<String, Row> ROWS = Matrix.read();

    @Test
    void everyFaultHasItsRow() {
        assertThat(ROWS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Fault.values()).map(Fault::label).toList());
    }

    @Test
    void everyExpectationIsNamedByAFault() {
        assertThat(ROWS.values().stream().map(Row::names).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Matrix.aboutTheStack());
    }

    @Test
    void everyDriftIsFoundOnTheHealthyHomelab() {
        Set<String> all = new HashSet<>(Matrix.expectations());
        all.removeAll(Matrix.aboutTheStack());
        assertThat(Matrix.drift()).isEqualTo(all);
    }

    @Test
    void aRowMentionsAnExpectationOnceAndGivesReasons() {
        Set<String> ids = Matrix.aboutTheStack();
        ROWS.forEach((fault, row) -> {
            assertThat(row.mentioned()).as(fault).doesNotHaveDuplicates().isSubsetOf(ids);
            assertThat(row.silent().keySet()).as(fault).isSubsetOf(Matrix.drift());
            assertThat(row.verdict()).as(fault).isIn(Verdict.FAIL, Verdict.WARN);
            assertThat(row.reasons())
                    .as(fault)
                    .allSatisfy(why -> assertThat(why).isNotBlank());
        });
    }

    @Test
    void whatIsHiddenBehindAnotherFaultIsNotSaidTwiceAndGivesReasons() {
        Matrix.behind().forEach((fault, others) -> {
            assertThat(ROWS).containsKeys(fault).containsKeys(others.keySet().toArray(String[]::new));
            others.forEach((other, why) -> {
                assertThat(why).as("%s behind %s", fault, other).isNotBlank();
                assertThat(row(other).mentioned())
                        .as("the row of %s says itself what it does to what %s is for", other, fault)
                        .doesNotContain(row(fault).names());
            });
        });
    }

    private static Row row(String fault) {
        return Objects.requireNonNull(ROWS.get(fault));
    }
}
