package io.logstack.conformance.report.history;

import static io.logstack.conformance.report.history.Nights.judged;
import static io.logstack.conformance.report.history.Nights.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.logstack.conformance.catalog.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** The verdicts on one expectation, the last one of the run that is compared. */
    private static Comparison nights(Verdict... verdicts) {
        List<PastRun> runs = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            runs.add(run(runs.size() + 1, judged("STORAGE-03", verdict), judged("STORAGE-04", Verdict.PASS)));
        }
        return Comparison.of(runs.get(runs.size() - 1), runs.subList(0, runs.size() - 1));
    }

    private static List<Tuple> told(List<Change> changes) {
        return changes.stream()
                .map(change -> tuple(change.now().id(), change.before(), change.since()))
                .toList();
    }

    @Test
    void aViolationIsNewSinceTheFirstNightInARow() {
        Comparison comparison =
                nights(Verdict.FAIL, Verdict.PASS, Verdict.PASS, Verdict.FAIL, Verdict.BLOCKED, Verdict.FAIL);

        assertThat(comparison.lastGood()).map(PastRun::id).hasValue("night-5");
        assertThat(told(comparison.worse())).containsExactly(tuple("STORAGE-03", Verdict.BLOCKED, "night-6"));

        comparison = nights(Verdict.PASS, Verdict.FAIL, Verdict.ERROR, Verdict.FAIL);
        assertThat(comparison.lastGood()).map(PastRun::id).hasValue("night-1");
        assertThat(told(comparison.worse())).containsExactly(tuple("STORAGE-03", Verdict.PASS, "night-2"));
        assertThat(comparison.tags("STORAGE-03")).containsExactly("new");
        assertThat(comparison.tags("STORAGE-04")).isEmpty();
        assertThat(comparison.fixed()).isEmpty();
    }

    @Test
    void aWarningThatFailsNowIsNewAndOneThatStaysIsNot() {
        assertThat(told(nights(Verdict.WARN, Verdict.FAIL).worse()))
                .containsExactly(tuple("STORAGE-03", Verdict.WARN, "night-2"));
        assertThat(nights(Verdict.WARN, Verdict.WARN).worse()).isEmpty();
    }

    @Test
    void whatPassesAgainIsFixedOnce() {
        Comparison comparison = nights(Verdict.PASS, Verdict.FAIL, Verdict.FAIL, Verdict.PASS);

        assertThat(told(comparison.fixed())).containsExactly(tuple("STORAGE-03", Verdict.FAIL, "night-3"));
        assertThat(comparison.tags("STORAGE-03")).containsExactly("fixed");
        assertThat(told(nights(Verdict.WARN, Verdict.PASS).fixed()))
                .containsExactly(tuple("STORAGE-03", Verdict.WARN, "night-1"));
        assertThat(nights(Verdict.PASS, Verdict.FAIL, Verdict.PASS, Verdict.PASS)
                        .fixed())
                .isEmpty();
    }

    @Test
    void whatIsNoLongerJudgedIsNotTakenForGood() {
        Comparison comparison = nights(Verdict.PASS, Verdict.INCONCLUSIVE);

        assertThat(told(comparison.unjudged())).containsExactly(tuple("STORAGE-03", Verdict.PASS, "night-1"));
        assertThat(comparison.worse()).isEmpty();
        assertThat(comparison.fixed()).isEmpty();
    }

    @Test
    void whatTheCatalogueDidNotHaveIsNewOnlyWhenItIsViolated() {
        PastRun before = run(1, judged("STORAGE-04", Verdict.PASS));

        assertThat(told(Comparison.of(
                                run(2, judged("STORAGE-03", Verdict.FAIL), judged("STORAGE-05", Verdict.PASS)),
                                List.of(before))
                        .worse()))
                .containsExactly(tuple("STORAGE-03", null, "night-2"));
    }

    @Test
    void withoutAGoodRunNothingIsSaid() {
        Comparison comparison = nights(Verdict.FAIL, Verdict.FAIL, Verdict.PASS);

        assertThat(comparison.lastGood()).isEmpty();
        assertThat(comparison.worse()).isEmpty();
        assertThat(comparison.fixed()).isEmpty();
        assertThat(comparison.unjudged()).isEmpty();
    }

    @Test
    void attemptsAtTheSameBuildAreKnown() {
        Build build = new Build("github", "GitHub Actions", "", 1L, "", "", "run-1#judge");
        Build another = new Build("github", "GitHub Actions", "", 2L, "", "", "run-2#judge");
        PastRun now = run(3, "p", build, judged("STORAGE-03", Verdict.PASS));
        PastRun attempt = run(2, "p", build, judged("STORAGE-03", Verdict.FAIL));
        PastRun other = run(1, "p", another, judged("STORAGE-03", Verdict.PASS));

        assertThat(Comparison.of(now, List.of(other, attempt)).earlierAttempts())
                .containsExactly(attempt);
        assertThat(nights(Verdict.PASS, Verdict.PASS).earlierAttempts()).isEmpty();
    }
}
