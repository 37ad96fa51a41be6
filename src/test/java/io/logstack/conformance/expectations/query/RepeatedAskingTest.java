package io.logstack.conformance.expectations.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.LatencySummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedAskingTest {
    private static final Duration QUICK = Duration.ofMillis(1);

    private final RepeatedAsking timing = new RepeatedAsking(Profiles.load(
                    Path.of("profiles/embedded.yaml"),
                    Map.of(
                            "queries.average-limit", "1s",
                            "queries.p95-limit", "2s",
                            "queries.samples", "20",
                            "queries.samples-limit", "100",
                            "queries.confidence", "95"))
            .queries());

    @Test
    void anAnswerWithoutAWordIsAFailure() {
        StubLoki mute = new StubLoki() {
            @Override
            public Loki.Timing time(String path, Map<String, String> parameters) {
                return new Loki.Timing(200, Duration.ofMillis(1), 0);
            }
        };
        LatencySummary times = timing.measure(mute, new FunctionalQuery("label", "{a=\"b\"}"), Map.of())
                .times();
        assertThat(times.failed()).isEqualTo(times.attempts()).isPositive();
        assertThat(times.firstFailure()).contains("answered 200 with 0 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"stream\":{},\"values\":[]}]",
                "[{\"metric\":{},\"values\":[[1,\"NaN\"],[2,\"NaN\"]]}]",
                "[{\"metric\":{},\"value\":[1,\"NaN\"]}]",
                "[{}]"
            })
    void streamsWithoutEntriesAndSeriesWithoutNumbersAreNoResults(String result) {
        assertThat(results(result)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"stream\":{},\"values\":[[\"1\",\"a line\",{}]]}]",
                "[{\"metric\":{},\"values\":[[1,\"NaN\"],[2,\"3\"]]}]",
                "[{\"metric\":{},\"value\":[1,\"0\"]}]"
            })
    void anEntryOrANumberIsAResult(String result) {
        assertThat(results(result)).isOne();
    }

    private static int results(String result) {
        return WarmUp.of(StubLoki.answer(200, "{\"status\":\"success\",\"data\":{\"result\":" + result + "}}"))
                .results();
    }

    @Test
    void twentyQuickAnswersDoNotTellYet() {
        assertThat(timing.told(20, QUICK, 0)).isFalse();
        assertThat(timing.told(58, QUICK, 0)).isFalse();
        assertThat(timing.told(59, QUICK, 0)).isTrue();
    }

    @Test
    void aSlowAnswerAsksForMore() {
        assertThat(timing.told(59, QUICK, 1)).isFalse();
        assertThat(timing.told(92, QUICK, 1)).isFalse();
        assertThat(timing.told(93, QUICK, 1)).isTrue();
    }

    @Test
    void theFirstSlowAnswersDoNotTellThatAllAreSlow() {
        assertThat(timing.told(3, QUICK, 3)).isFalse();
        assertThat(timing.told(4, QUICK, 4)).isTrue();
        assertThat(timing.told(20, QUICK, 4)).isTrue();
    }

    @Test
    void itEndsWhereNothingCanBeTold() {
        assertThat(timing.told(99, QUICK, 5)).isFalse();
        assertThat(timing.told(100, QUICK, 5)).isTrue();
    }

    @Test
    void aTotalThatTheRestCannotMakeUpForIsEnough() {
        assertThat(timing.told(7, Duration.ofSeconds(20), 0)).isFalse();
        assertThat(timing.told(7, Duration.ofSeconds(20).plusNanos(1), 0)).isTrue();
        assertThat(timing.told(30, Duration.ofSeconds(30), 0)).isFalse();
        assertThat(timing.told(30, Duration.ofSeconds(30).plusNanos(1), 0)).isTrue();
    }
}
