package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each way in which an expectation can end has its verdict. */
class VerdictTest {
    private final FakeStack stack = new FakeStack();

    private Outcome judge(Class<?> type, Map<String, String> profile) {
        Statement statement = new ConformanceLauncher(TestProfile.with(profile))
                .stack(stack)
                .classes(List.of(type))
                .parallelism(1)
                .run();
        assertThat(statement.outcomes()).hasSize(1);
        return statement.outcomes().get(0);
    }

    private Outcome judge(Class<?> type) {
        return judge(type, Map.of());
    }

    @Test
    void holdsOnEvidence() {
        Outcome outcome = judge(Fixtures.Passes.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.message()).isEmpty();
        assertThat(outcome.measurements()).singleElement().satisfies(measured -> {
            assertThat(measured.name()).isEqualTo("pods");
            assertThat(measured.value()).isEqualTo(3);
        });
    }

    @Test
    void aViolationFails() {
        Outcome outcome = judge(Fixtures.Fails.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.message()).contains("ready pods", "3", "2");
        assertThat(outcome.measurements()).hasSize(1);
    }

    @Test
    void severalViolationsAreToldInTheirOwnWords() {
        assertThat(judge(Fixtures.FailsTwice.class).message()).isEqualTo("the first is down\nthe second is down");
    }

    @Test
    void aViolationBelowTheLineWarnsAndBlocks() {
        Outcome outcome = judge(Fixtures.InfoViolated.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.WARN);
        assertThat(outcome.message()).isEqualTo("no volume");
        assertThat(outcome.blocksDependents()).isTrue();
    }

    @Test
    void theLineMoves() {
        assertThat(judge(Fixtures.InfoViolated.class, Map.of("fail-on", "info")).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void noEvidenceIsAnError() {
        Outcome outcome = judge(Fixtures.WithoutEvidence.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outcome.message()).contains("without a measurement");
    }

    @Test
    void notANumberIsNoEvidence() {
        Outcome outcome = judge(Fixtures.MeasuresNaN.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outcome.message()).contains("'p95' is NaN");
    }

    @Test
    void anAnswerThatIsOwedAndNotGivenFails() {
        Outcome outcome = judge(Fixtures.GetsNoAnswer.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.message()).isEqualTo("loki at http://x: connection refused");
        assertThat(outcome.failure()).isInstanceOf(AssertionError.class);
    }

    @Test
    void aConditionThatIsNotMetInTimeFails() {
        Outcome outcome = judge(Fixtures.WaitsInVain.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.message()).contains("the line to arrive");
    }

    @Test
    void tooYoungIsInconclusive() {
        Outcome outcome = judge(Fixtures.CannotTell.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcome.judgeableFrom()).isEqualTo(Fixtures.LATER);
        assertThat(outcome.blocksDependents()).isFalse();
    }

    @Test
    void whatDoesNotApplySaysWhy() {
        Outcome outcome = judge(Fixtures.DoesNotApply.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(outcome.message()).isEqualTo("It has no compactor.");
    }

    @Test
    void aLesserViolationWarnsAndDoesNotBlock() {
        Outcome outcome = judge(Fixtures.Warns.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.WARN);
        assertThat(outcome.blocksDependents()).isFalse();
    }

    @Test
    void anythingElseIsAnError() {
        Outcome outcome = judge(Fixtures.Breaks.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(outcome.message()).contains("IllegalStateException", "a bug of the suite");
        assertThat(outcome.failure()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMissingCapabilityDoesNotApply() {
        stack.lacking.put(Capability.PROMETHEUS, "the profile names no prometheus.url");
        Outcome outcome = judge(Fixtures.NeedsPrometheus.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(outcome.message()).contains("Prometheus' HTTP API", "because the profile names no prometheus.url");
    }

    @Test
    void aMissingCapabilityThatIsRequiredFails() {
        stack.lacking.put(Capability.PROMETHEUS, "the profile names no prometheus.url");
        Outcome outcome = judge(Fixtures.NeedsPrometheus.class, Map.of("required-capabilities", "prometheus"));
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.message()).contains("required-capabilities");
    }

    @Test
    void whatSafetyDoesNotAdmitIsNotRun() {
        Outcome outcome = judge(Fixtures.Writes.class, Map.of("safety", "observe"));
        assertThat(outcome.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(outcome.message()).contains("PROBE", "OBSERVE");
        assertThat(stack.objectStore.objects).isEmpty();
    }
}
