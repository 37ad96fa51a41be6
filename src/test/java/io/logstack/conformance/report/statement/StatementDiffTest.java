package io.logstack.conformance.report.statement;

import static io.logstack.conformance.report.statement.SampleFile.expectation;
import static io.logstack.conformance.report.statement.SampleFile.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementDiffTest {
    private static final double QUARTER = 0.25;

    private static StatementDiff diff(JudgedExpectation before, JudgedExpectation after) {
        return StatementDiff.between(SampleFile.of("run-1", before), SampleFile.of("run-2", after), QUARTER);
    }

    private static StatementDiff measuring(Measured before, Measured after) {
        return diff(expectation("QUERY-01", Verdict.PASS, before), expectation("QUERY-01", Verdict.PASS, after));
    }

    @Test
    void runsThatFoundTheSameAreTheSame() {
        StatementDiff diff =
                measuring(measured("P95", 0.5, "seconds", "< 2s"), measured("P95", 0.5, "seconds", "< 2s"));

        assertThat(diff.same()).isTrue();
        assertThat(diff.worse()).isFalse();
        assertThat(diff.before().run()).isEqualTo("run-1");
        assertThat(diff.after().run()).isEqualTo("run-2");
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, FAIL, BROKEN, true",
        "BLOCKED, ERROR, BROKEN, true",
        ", FAIL, BROKEN, true",
        "PASS, BLOCKED, NO_LONGER_JUDGED, true",
        "WARN, NOT_RUN, NO_LONGER_JUDGED, true",
        "FAIL, INCONCLUSIVE, NO_LONGER_JUDGED, true",
        "PASS, , NO_LONGER_JUDGED, true",
        "PASS, WARN, WARNED, true",
        "FAIL, PASS, FIXED, false",
        "ERROR, WARN, FIXED, false",
        "INCONCLUSIVE, PASS, NEWLY_JUDGED, false",
        ", WARN, NEWLY_JUDGED, false",
        "WARN, PASS, OTHER, false",
        "FAIL, ERROR, OTHER, false",
        "BLOCKED, NOT_RUN, OTHER, false",
        "ERROR, NOT_RUN, OTHER, false",
        "NOT_RUN, , OTHER, false",
    })
    void everyVerdictTakesItsTurn(@Nullable Verdict before, @Nullable Verdict after, Turn turn, boolean worse) {
        assertThat(Turn.of(before, after)).isEqualTo(turn);
        assertThat(turn.worse()).isEqualTo(worse);
    }

    @Test
    void theWorstTurnsComeFirst() {
        StatementFile before = SampleFile.of(
                "run-1",
                expectation("HEALTH-01", Verdict.FAIL),
                expectation("HEALTH-02", Verdict.PASS),
                expectation("HEALTH-03", Verdict.PASS),
                expectation("HEALTH-04", Verdict.PASS),
                expectation("HEALTH-05", Verdict.PASS));
        StatementFile after = SampleFile.of(
                "run-2",
                expectation("HEALTH-01", Verdict.PASS),
                expectation("HEALTH-02", Verdict.BLOCKED),
                expectation("HEALTH-03", Verdict.FAIL),
                expectation("HEALTH-04", Verdict.PASS),
                expectation("HEALTH-06", Verdict.WARN));
        StatementDiff diff = StatementDiff.between(before, after, QUARTER);

        assertThat(diff.verdicts())
                .extracting(Difference.OfVerdict::id)
                .containsExactly("HEALTH-03", "HEALTH-02", "HEALTH-05", "HEALTH-01", "HEALTH-06");
        assertThat(diff.verdicts().get(0).message()).isEqualTo("It is FAIL.");
        assertThat(diff.verdicts().get(2).after()).isNull();
        assertThat(diff.worse()).isTrue();
        assertThat(StatementDiff.between(before, before, QUARTER).worse()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.9, seconds, < 2s, true",
        "0.9, 0.5, seconds, < 2s, true",
        "0.5, 0.55, seconds, < 2s, false",
        // Half as much again, and less than a tenth of the limit.
        "0.2, 0.3, seconds, < 2s, false",
        // Twenty times as much, and less than a tenth of a second.
        "0.004, 0.08, seconds, , false",
        "0.004, 0.12, seconds, , true",
        "100, 130, bytes, , false",
        "100, 140, bytes, , true",
        "0, 1, pods, = 0, true",
        "3, 4, nodes, >= 1, false",
        "3, 5, nodes, >= 1, true",
        "-4, 4, x, , true"
    })
    void numbersThatChangedMateriallyDiffer(
            double before, double after, String unit, String threshold, boolean different) {
        StatementDiff diff = measuring(measured("x", before, unit, threshold), measured("x", after, unit, threshold));

        assertThat(diff.same()).isEqualTo(!different);
        assertThat(diff.worse()).isFalse();
        if (different) {
            assertThat(diff.measurements())
                    .containsExactly(new Difference.OfMeasurement("QUERY-01", "x", before, after, unit, threshold));
        }
    }

    @Test
    void measurementsAreOfTheSameWhateverTheRun() {
        assertThat(measuring(
                                measured("read by run-1 in 861.402ms", 100, "bytes", null),
                                measured("read by run-2 in 1.17s", 200, "bytes", null))
                        .measurements())
                .extracting(Difference.OfMeasurement::measurement)
                .containsExactly("read by … in …");
        assertThat(measuring(measured("a", 1, "pods", null), measured("b", 100, "pods", null))
                        .same())
                .isTrue();
        assertThat(measuring(measured("a", 1, "pods", null), measured("a", "many", "pods", null))
                        .same())
                .isTrue();
    }

    @Test
    void whatOnlyOneRunJudgedIsNotCompared() {
        StatementDiff diff = diff(
                expectation("QUERY-01", Verdict.PASS, 1, measured("x", 1, "pods", null)),
                expectation("QUERY-01", Verdict.BLOCKED, 9, measured("x", 9, "pods", null)));

        assertThat(diff.measurements()).isEmpty();
        assertThat(diff.durations()).isEmpty();
        assertThat(diff.verdicts()).hasSize(1);
    }

    @Test
    void durationsDifferFromASecondOn() {
        assertThat(diff(expectation("QUERY-01", Verdict.PASS, 1.0), expectation("QUERY-01", Verdict.PASS, 2.5))
                        .durations())
                .containsExactly(new Difference.OfDuration("QUERY-01", 1.0, 2.5));
        assertThat(diff(expectation("QUERY-01", Verdict.PASS, 0.1), expectation("QUERY-01", Verdict.PASS, 0.9))
                        .durations())
                .isEmpty();
        assertThat(diff(expectation("QUERY-01", Verdict.PASS, 10), expectation("QUERY-01", Verdict.PASS, 12))
                        .durations())
                .isEmpty();
    }

    @Test
    void anotherStackOrProfileIsADifference() {
        StatementFile before = SampleFile.of("run-1");
        StatementFile after = SampleFile.of(
                "run-2",
                new StatementFile.Stack("endpoints", false, "prod", Map.of("loki", "3.5.0", "grafana", "11"), null),
                new StatementFile.Profile("live", "def456"));
        StatementDiff diff = StatementDiff.between(before, after, QUARTER);

        assertThat(diff.circumstances())
                .containsExactly(
                        new Difference.Circumstance("tier", "live", "endpoints"),
                        new Difference.Circumstance("nodes", "3", null),
                        new Difference.Circumstance("version of loki", "3.4.6", "3.5.0"),
                        new Difference.Circumstance("hash of the profile", "abc123", "def456"),
                        new Difference.Circumstance("version of grafana", null, "11"));
        assertThat(diff.same()).isFalse();
        assertThat(diff.worse()).isFalse();
    }
}
