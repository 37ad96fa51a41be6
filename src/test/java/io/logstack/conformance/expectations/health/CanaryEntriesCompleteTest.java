package io.logstack.conformance.expectations.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.stack.Stack;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Missing entries, by whether Loki has been away. */
class CanaryEntriesCompleteTest {
    private static final Profile PROFILE = Profiles.load(
            Path.of("profiles/embedded.yaml"),
            Map.of(
                    "windows.counters", "20ms",
                    "ingestion.lag", "60ms",
                    "timeouts.settle", "60ms",
                    "timeouts.poll", "10ms"));

    private static void judge(Duration serving, String growing) {
        Pod loki = new PodBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(Instant.now()
                        .minus(serving)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString())
                .endCondition()
                .endStatus()
                .build();
        Cluster cluster = new BareCluster() {
            @Override
            public List<Pod> pods(String namespace, String selector) {
                return List.of(loki);
            }
        };
        Stack stack = (Stack) Proxy.newProxyInstance(
                Stack.class.getClassLoader(),
                new Class<?>[] {Stack.class},
                (proxy, method, arguments) -> method.getName().equals("cluster") ? cluster : Optional.empty());
        Canary canary = () -> List.of(new Growing(growing, new AtomicInteger()));
        new CanaryEntriesCompleteIT().everyCanaryGetsBackWhatItWrites(stack, canary, PROFILE, new NotedEvidence());
    }

    /** A canary that goes on writing, of which one more counter goes up. */
    private record Growing(String counter, AtomicInteger looks) implements Canary.Instance {
        @Override
        public String name() {
            return "loki-canary-1";
        }

        @Override
        public String node() {
            return "";
        }

        @Override
        public Metrics metrics() {
            double count = looks.incrementAndGet();
            Map<String, List<Sample>> page = new HashMap<>();
            for (String trouble : List.of("missing", "spot_check_missing", "duplicate", "out_of_order")) {
                page.put("loki_canary_" + trouble + "_entries_total", List.of(new Sample(Map.of(), 0)));
            }
            page.put("loki_canary_entries_total", List.of(new Sample(Map.of(), count)));
            page.put(counter, List.of(new Sample(Map.of(), count)));
            return new Metrics("http://canary/metrics", Instant.now(), Map.of(), page);
        }
    }

    @Test
    void entriesThatAreMissingAreLost() {
        assertThatThrownBy(() -> judge(Duration.ofHours(1), "loki_canary_missing_entries_total"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loki_canary_missing_entries_total not to increase");
    }

    @Test
    void afterAnOutageTheyMayBeOfIt() {
        assertThatThrownBy(() -> judge(Duration.ofMinutes(1), "loki_canary_missing_entries_total"))
                .isInstanceOfSatisfying(
                        InconclusiveException.class,
                        e -> assertThat(e.judgeableFrom())
                                .isBetween(
                                        Instant.now().plusSeconds(200),
                                        Instant.now().plusSeconds(245)));
    }

    @Test
    void noOutageMakesDuplicates() {
        assertThatThrownBy(() -> judge(Duration.ofMinutes(1), "loki_canary_duplicate_entries_total"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loki_canary_duplicate_entries_total not to increase");
    }
}
