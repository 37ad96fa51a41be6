package io.logstack.conformance.expectations.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.expectations.assertions.CounterReadings;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.stack.Stack;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Expectations on the way into Loki, where there is nothing to see. */
class MissingEvidenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> QUICK =
            Map.of("ingestion.lag", "60ms", "timeouts.settle", "60ms", "timeouts.poll", "20ms");

    private final NotedEvidence evidence = new NotedEvidence();

    /** A Loki without entries, whose process started so long ago. */
    private static StubLoki empty(Duration uptime) {
        return new StubLoki() {
            @Override
            public List<LogStream> logs(LogQuery query) {
                return List.of();
            }

            @Override
            public Metrics metrics() {
                double start = Instant.now().minus(uptime).getEpochSecond();
                return new Metrics(
                        "http://stub/metrics",
                        Instant.now(),
                        Map.of(),
                        Map.of("process_start_time_seconds", List.of(new Sample(Map.of(), start))));
            }
        };
    }

    /** Each expectation on the operator's newest lines, by its window. */
    private Map<String, ThrowingCallable> judgements(Duration uptime) {
        StubLoki loki = empty(uptime);
        Stack stack = (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(),
                new Class<?>[] {Stack.class},
                (proxy, method, arguments) ->
                        method.getName().equals("loki") ? loki : Optional.of("there is no other"));
        Profile profile = profile(Map.of());
        return Map.of(
                "within the last 5m",
                () -> new OperatorLinesKeepArrivingIT().aLineArrivedWithinTheWindow(stack, loki, profile, evidence),
                "entry of the operator's workloads younger than 10m",
                () -> new NewestEntryIsFreshIT().theNewestEntryIsYoung(stack, loki, profile, evidence),
                "entry of namespace app younger than 10m",
                () -> new NamespacesHaveLogsIT().eachNamespaceLoggedOfLate(stack, loki, profile, evidence));
    }

    @Test
    void anOldStackWithoutLogsIsNoPass() {
        judgements(Duration.ofHours(1))
                .forEach((expected, judgement) -> assertThatThrownBy(judgement)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContainingAll(expected, "none within 7d"));
        assertThat(evidence.values()).isNotEmpty();
    }

    @Test
    void aYoungStackWithoutLogsIsInconclusiveWithFromWhen() {
        judgements(Duration.ofMinutes(1))
                .forEach((window, judgement) -> assertThatThrownBy(judgement)
                        .isInstanceOfSatisfying(
                                InconclusiveException.class,
                                e -> assertThat(e.judgeableFrom())
                                        .isBetween(
                                                Instant.now().plusSeconds(200),
                                                Instant.now().plusSeconds(560)))
                        .hasMessageContaining("the stack is younger than the"));
    }

    @Test
    void noAlloyPodIsNoPass() {
        assertThatThrownBy(() -> new AlloyLogsNoSendErrorsIT()
                        .noLogTellsOfAFailedSend(cluster(List.of(), ""), profile(Map.of()), evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no pod");
    }

    @Test
    void emptyLogsAreInconclusive() {
        assertThatThrownBy(() -> new AlloyLogsNoSendErrorsIT()
                        .noLogTellsOfAFailedSend(cluster(List.of(pod("alloy-x")), ""), profile(Map.of()), evidence))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("alloy-x");
    }

    /** Of a Loki that was away nobody could send to; that it was is for others to judge. */
    @Test
    void errorsFromBeforeLokiServedDoNotCount() {
        Instant ready = Instant.now().minusSeconds(60);
        String before = "ts=" + ready.minusSeconds(5) + " level=warn msg=\"error sending batch, will retry\"\n";
        String after = "ts=" + ready.plusSeconds(20) + " level=warn msg=\"error sending batch, will retry\"\n";
        List<Pod> pods = List.of(new PodBuilder(pod("alloy-x"))
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(ready.truncatedTo(ChronoUnit.SECONDS).toString())
                .endCondition()
                .endStatus()
                .build());
        new AlloyLogsNoSendErrorsIT().noLogTellsOfAFailedSend(cluster(pods, before), profile(Map.of()), evidence);
        assertThat(evidence.values()).containsEntry("send errors of alloy-x", 0);
        assertThatThrownBy(() -> new AlloyLogsNoSendErrorsIT()
                        .noLogTellsOfAFailedSend(cluster(pods, before + after), profile(Map.of()), evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("found 1, the first: " + after.strip());
    }

    @Test
    void aPageWithoutLokisOwnMetricsIsNoPass() {
        assertThatThrownBy(() -> new NoSamplesDiscardedIT().judge(readings(Map.of(), Map.of()), evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no such metric");
    }

    @Test
    void aDiscardThatIsNotANumberIsNoPass() {
        Map<String, List<Sample>> page = Map.of(
                "loki_build_info",
                List.of(new Sample(Map.of(), 1)),
                "loki_discarded_samples_total",
                List.of(new Sample(Map.of("reason", "rate_limited"), Double.NaN)));
        assertThatThrownBy(() -> new NoSamplesDiscardedIT().judge(readings(page, page), evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NaN");
    }

    private static Profile profile(Map<String, String> overrides) {
        Map<String, String> all = new java.util.HashMap<>(QUICK);
        all.putAll(overrides);
        return Profiles.load(Path.of("profiles/embedded.yaml"), all);
    }

    private static CounterReadings readings(Map<String, List<Sample>> first, Map<String, List<Sample>> second) {
        return new CounterReadings(
                new Metrics("http://stub/metrics", NOW, Map.of(), first),
                new Metrics("http://stub/metrics", NOW.plusSeconds(10), Map.of(), second));
    }

    private static Pod pod(String name) {
        return new PodBuilder().withNewMetadata().withName(name).endMetadata().build();
    }

    private static Cluster cluster(List<Pod> pods, String log) {
        return (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("pods")) {
                        return pods;
                    }
                    if (method.getName().equals("log")) {
                        return log;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
