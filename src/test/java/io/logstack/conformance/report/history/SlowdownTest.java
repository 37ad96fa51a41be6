package io.logstack.conformance.report.history;

import static io.logstack.conformance.report.history.Nights.judged;
import static io.logstack.conformance.report.history.Nights.measured;
import static io.logstack.conformance.report.history.Nights.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.logstack.conformance.catalog.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowdownTest {
    private static List<Slowdown> judgedIn(double now, double... before) {
        return slower(Verdict.PASS, now, before);
    }

    private static List<Slowdown> slower(Verdict verdictNow, double now, double... before) {
        List<PastRun> kept = new ArrayList<>();
        for (double seconds : before) {
            kept.add(run(kept.size() + 1, judged("QUERY-01", Verdict.PASS, seconds)));
        }
        return Slowdown.of(run(99, judged("QUERY-01", verdictNow, now)), kept);
    }

    private static List<Slowdown> latency(Object now, String unit, String threshold, double... before) {
        List<PastRun> kept = new ArrayList<>();
        for (double seconds : before) {
            kept.add(run(
                    kept.size() + 1, judged("QUERY-01", Verdict.PASS, 1, measured("P95", seconds, unit, threshold))));
        }
        return Slowdown.of(run(99, judged("QUERY-01", Verdict.PASS, 1, measured("P95", now, unit, threshold))), kept);
    }

    @Test
    void fourRunsSayNothing() {
        assertThat(judgedIn(60, 1, 1, 1, 1)).isEmpty();
        assertThat(judgedIn(60, 1, 1, 1, 1, 1))
                .extracting(Slowdown::id, Slowdown::what, Slowdown::median, Slowdown::runs)
                .containsExactly(tuple("QUERY-01", "judging it", 1.0, 5));
    }

    @Test
    void whatVariesMayVary() {
        double[] restless = {2, 4, 3, 5, 2.5, 4.5, 3.5};
        // Median 3.5, median absolute deviation 1: 5 spreads are 7.41 s.
        assertThat(judgedIn(10.9, restless)).isEmpty();
        assertThat(judgedIn(11, restless)).hasSize(1);
    }

    @Test
    void oneSlowNightMovesNeitherMedianNorSpread() {
        assertThat(judgedIn(5, 1, 1.1, 0.9, 300, 1, 1.05, 0.95)).hasSize(1);
    }

    @Test
    void whatHardlyVariesHasToGrowByHalfAndByASecond() {
        assertThat(judgedIn(14.9, 10, 10, 10, 10, 10)).isEmpty();
        assertThat(judgedIn(15.1, 10, 10, 10, 10, 10)).hasSize(1);
        assertThat(judgedIn(1.09, 0.1, 0.1, 0.1, 0.1, 0.1)).isEmpty();
        assertThat(judgedIn(1.11, 0.1, 0.1, 0.1, 0.1, 0.1)).hasSize(1);
    }

    @Test
    void whatEndedOtherwiseIsNotComparable() {
        assertThat(slower(Verdict.WARN, 60, 1, 1, 1, 1, 1)).isEmpty();
        assertThat(slower(Verdict.INCONCLUSIVE, 60, 1, 1, 1, 1, 1)).isEmpty();
    }

    @Test
    void theRunComesFirstAndThenWhatGrewMost() {
        List<PastRun> kept = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            kept.add(run(i, judged("A-01", Verdict.PASS, 1), judged("B-01", Verdict.PASS, 2)));
        }
        PastRun slow = Nights.lasting(run(9, judged("A-01", Verdict.PASS, 3), judged("B-01", Verdict.PASS, 8)), 60);

        assertThat(Slowdown.of(slow, kept)).extracting(Slowdown::id).containsExactly("", "B-01", "A-01");
    }

    @Test
    void latenciesBelowALimitAreCompared() {
        double[] fast = {0.005, 0.006, 0.005, 0.007, 0.005};
        assertThat(latency(0.2, "seconds", "<= 1s", fast))
                .extracting(Slowdown::id, Slowdown::what, Slowdown::seconds)
                .containsExactly(tuple("QUERY-01", "P95", 0.2));
        assertThat(latency(0.1, "seconds", "<= 1s", fast)).isEmpty();
        // More of it is not slower.
        assertThat(latency(0.2, "seconds", ">= 0s", fast)).isEmpty();
        assertThat(latency(0.2, "bytes", "<= 1s", fast)).isEmpty();
        assertThat(latency("NaN", "seconds", "<= 1s", fast)).isEmpty();
    }
}
