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
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expectations on the way into Loki, where there is nothing to see. */
class MissingEvidenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, String> QUICK =
            Map.of("ingestion.lag", "60ms", "timeouts.settle", "60ms", "timeouts.poll", "20ms");

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void namespacesWithoutLogsAreNoPass() {
        StubLoki empty = new StubLoki() {
            @Override
            public List<LogStream> logs(LogQuery query) {
                return List.of();
            }
        };
        assertThatThrownBy(
                        () -> new NamespacesHaveLogsIT().eachNamespaceLoggedOfLate(empty, profile(Map.of()), evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("namespace app", "none within 7d");
        assertThat(evidence.values()).isNotEmpty();
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
