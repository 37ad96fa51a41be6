package io.logstack.conformance.expectations.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the expectations of retention make of little, odd and missing evidence. */
class RetentionEvidenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String METRIC = "last_successful_run_timestamp_seconds";

    private final NotedEvidence evidence = new NotedEvidence();

    private void judgeReach(Optional<Duration> oldest, Optional<Duration> age) {
        judgeReach(oldest, oldest, age);
    }

    private void judgeReach(Optional<Duration> oldest, Optional<Duration> anyones, Optional<Duration> age) {
        HistoryReach reach = new HistoryReach(
                oldest.map(NOW::minus),
                anyones.map(NOW::minus),
                age.map(old -> new StackAge(NOW.minus(old), "a witness")),
                NOW,
                WEEK);
        new EntriesKeptIT().judge(reach, "http://stub", evidence);
    }

    @Test
    void aHistoryBackToTheEdgePasses() {
        judgeReach(Optional.of(WEEK.minusHours(2)), Optional.empty());
        assertThat(evidence.values()).isNotEmpty();
    }

    @Test
    void anOldStackWithoutItsOldEntriesFails() {
        assertThatThrownBy(() -> judgeReach(Optional.of(Duration.ofDays(3)), Optional.of(Duration.ofDays(30))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2026-02-26T12:00:00Z");
    }

    /** The canary's entries, and those of the logging stack itself, neither stand for the operator's nor against them. */
    @Test
    void othersEntriesAreNoEvidenceOfTheOperators() {
        assertThatThrownBy(() -> judgeReach(
                        Optional.of(Duration.ofDays(3)),
                        Optional.of(WEEK.minusHours(2)),
                        Optional.of(Duration.ofDays(30))))
                .isInstanceOfSatisfying(
                        InconclusiveException.class,
                        e -> assertThat(e.judgeableFrom()).isNotNull())
                .hasMessageContaining("others' reach back");
        assertThatThrownBy(() ->
                        judgeReach(Optional.empty(), Optional.of(WEEK.minusHours(2)), Optional.of(Duration.ofDays(30))))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("no entry");
        assertThatThrownBy(() -> judgeReach(
                        Optional.empty(), Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofDays(30))))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("no entry");
    }

    @Test
    void aYoungStackIsInconclusiveWithItsAge() {
        assertThatThrownBy(() -> judgeReach(Optional.of(Duration.ofDays(2)), Optional.of(Duration.ofDays(2))))
                .isInstanceOfSatisfying(
                        InconclusiveException.class,
                        e -> assertThat(e.judgeableFrom())
                                .isEqualTo(
                                        NOW.minus(Duration.ofDays(2)).plus(WEEK).minus(WEEK.dividedBy(10))))
                .hasMessageContaining("2d ago");
    }

    @Test
    void anUnknownAgeAndNoEntryAreInconclusive() {
        assertThatThrownBy(() -> judgeReach(Optional.of(Duration.ofDays(2)), Optional.empty()))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("no time");
        assertThatThrownBy(() -> judgeReach(Optional.empty(), Optional.of(Duration.ofDays(30))))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("no entry");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -1})
    void aStartThatIsNoTimeIsNoAge(double start) {
        Metrics page = new Metrics(
                "http://stub/metrics",
                NOW,
                Map.of(),
                Map.of("process_start_time_seconds", List.of(new Sample(Map.of(), start))));
        assertThat(StackAge.process(page)).isEmpty();
    }

    @Test
    void rulesForOneNamespaceAreRead() {
        NamespaceRules rules = NamespaceRules.of(config(Map.of(
                "limits_config",
                Map.of(
                        "retention_stream",
                        List.of(
                                rule("{namespace=\"app\"}", 1, "24h"),
                                rule("{ namespace=\"app\" }", 5, "3d"),
                                rule("{namespace=~\"a.*\"}", 9, "1d"))))));
        assertThat(rules.periods()).isEqualTo(Map.of("app", Duration.ofDays(3)));
        assertThat(rules.others()).containsExactly("{namespace=~\"a.*\"}");
    }

    @Test
    void aRuleWithoutAPeriodIsNoRule() {
        Map<String, Object> odd =
                Map.of("limits_config", Map.of("retention_stream", List.of(Map.of("selector", "{namespace=\"app\"}"))));
        assertThatThrownBy(() -> NamespaceRules.of(config(odd))).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void aMissingAndAnUnknownRuleAreNoPass() {
        assertThat(NamespaceRetentionIT.compare(Map.of("app", Duration.ofDays(3)), Map.of(), WEEK, "here"))
                .extracting(Finding::holds)
                .containsExactly(false);
        assertThat(NamespaceRetentionIT.compare(Map.of(), Map.of("app", Duration.ofDays(3)), WEEK, "here"))
                .extracting(Finding::holds)
                .containsExactly(false);
        assertThat(NamespaceRetentionIT.compare(
                        Map.of("app", Duration.ofDays(3)), Map.of("app", Duration.ofDays(3)), WEEK, "here"))
                .extracting(Finding::holds)
                .containsExactly(true);
    }

    @Test
    void withoutAnyNamespaceItDoesNotApply() {
        Profile profile = Profiles.load(Path.of("profiles/reference.yaml"), Map.of());
        StubLoki loki = new StubLoki() {
            @Override
            public Map<String, Object> config() {
                return Map.of("target", "all");
            }
        };
        assertThatThrownBy(() -> new NamespaceRetentionIT()
                        .everyNamespaceKeepsItsEntriesAsLongAsPromised(loki, profile, evidence))
                .isInstanceOf(NotApplicableException.class)
                .hasMessageContaining("retention.namespaces");
    }

    private void judgeRun(Optional<Double> last, Optional<Duration> uptime) {
        Map<String, List<Sample>> samples = new HashMap<>();
        last.ifPresent(value -> samples.put(METRIC, List.of(new Sample(Map.of(), value))));
        uptime.ifPresent(up -> samples.put(
                "process_start_time_seconds",
                List.of(new Sample(Map.of(), NOW.minus(up).getEpochSecond()))));
        Metrics page = new Metrics("http://stub/metrics", NOW, Map.of(), samples);
        new CompactorRanIT()
                .judge(
                        List.of(CompactorRun.of(page, METRIC, Duration.ofMinutes(10), Duration.ofMinutes(30))),
                        evidence);
    }

    @Test
    void aRecentRunPassesAndAnOldOneFails() {
        judgeRun(Optional.of((double) NOW.minusSeconds(600).getEpochSecond()), Optional.empty());
        assertThatThrownBy(() -> judgeRun(
                        Optional.of((double) NOW.minusSeconds(7200).getEpochSecond()), Optional.of(Duration.ofDays(9))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2h ago");
    }

    @Test
    void noRunOfAYoungProcessIsInconclusiveWithFromWhen() {
        assertThatThrownBy(() -> judgeRun(Optional.of(0.0), Optional.of(Duration.ofMinutes(5))))
                .isInstanceOfSatisfying(
                        InconclusiveException.class,
                        e -> assertThat(e.judgeableFrom()).isEqualTo(NOW.plus(Duration.ofMinutes(45))));
    }

    @Test
    void noRunOfAnOldProcessNorOneOfUnknownAgePasses() {
        for (Optional<Duration> uptime : List.of(Optional.of(Duration.ofDays(1)), Optional.<Duration>empty())) {
            assertThatThrownBy(() -> judgeRun(Optional.of(0.0), uptime))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("never since it started");
        }
    }

    @Test
    void anAbsentMetricAndNotANumberAreNoPass() {
        assertThatThrownBy(() -> judgeRun(Optional.empty(), Optional.of(Duration.ofMinutes(1))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no such metric");
        assertThatThrownBy(() -> judgeRun(Optional.of(Double.NaN), Optional.of(Duration.ofMinutes(1))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void matrixAndVectorAreRead() {
        String matrix = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{\"namespace\":\"app\"},\"values\":[[1795392000,\"10\"],[1795478400,\"20\"]]},"
                + "{\"metric\":{\"namespace\":\"b\"},\"values\":[[1795392000,\"5\"]]}]}}";
        assertThat(VolumeTrend.of(StubLoki.answer(200, matrix)).bytes().values())
                .containsExactly(15.0, 20.0);
        String vector = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{},\"value\":[1795393980.965,\"6570\"]}]}}";
        assertThat(VolumeTrend.of(StubLoki.answer(200, vector)).bytes().values())
                .containsExactly(6570.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not found",
                "{\"status\":\"success\",\"data\":{}}",
                "{\"data\":{\"result\":[{\"values\":[[1,\"NaN\"]]}]}}",
                "{\"data\":{\"result\":[{\"values\":[[1]]}]}}",
                "{\"data\":{\"result\":[{}]}}"
            })
    void whatIsNoTrendIsNoEvidence(String body) {
        assertThatThrownBy(() -> VolumeTrend.of(StubLoki.answer(200, body))).isInstanceOf(NoAnswerException.class);
    }

    @Test
    void noVolumeAndAShortTrendAreInconclusive() {
        VolumeTrend empty = VolumeTrend.of(StubLoki.answer(200, "{\"data\":{\"result\":[]}}"));
        assertThatThrownBy(() -> new VolumeTrendAvailableIT().judge(empty, NOW, "http://stub", evidence))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("nobody logged");
        Instant yesterday = NOW.minus(Duration.ofDays(1));
        VolumeTrend young = VolumeTrend.of(StubLoki.answer(
                200, "{\"data\":{\"result\":[{\"value\":[" + yesterday.getEpochSecond() + ",\"7\"]}]}}"));
        assertThatThrownBy(() -> new VolumeTrendAvailableIT().judge(young, NOW, "http://stub", evidence))
                .isInstanceOfSatisfying(
                        InconclusiveException.class,
                        e -> assertThat(e.judgeableFrom()).isEqualTo(yesterday.plus(WEEK)));
    }

    private static Map<String, Object> rule(String selector, int priority, String period) {
        return Map.of("selector", selector, "priority", priority, "period", period);
    }

    private static LokiConfig config(Map<String, Object> config) {
        return LokiConfig.read(new StubLoki() {
            @Override
            public Map<String, Object> config() {
                return config;
            }
        });
    }
}
