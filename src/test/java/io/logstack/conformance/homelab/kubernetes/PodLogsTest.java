package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pod logs, as the API shows them and as the nodes' collectors tail them. */
final class PodLogsTest {
    private final MovableClock clock = new MovableClock();
    private Homelab homelab;

    @BeforeEach
    void start() {
        homelab = Homelab.start(new Faults(), options -> options.withClock(clock));
    }

    @AfterEach
    void stop() {
        homelab.close();
    }

    @Test
    void showsTheLastLines() {
        print("loki", "one", "two", "three");
        assertThat(loki().inContainer("loki").getLog()).isEqualTo("one\ntwo\nthree\n");
        assertThat(loki().inContainer("loki").tailingLines(2).getLog()).isEqualTo("two\nthree\n");
        assertThat(loki().inContainer("loki").tailingLines(0).getLog()).isEmpty();
        assertThat(loki().inContainer("loki-sc-rules").getLog()).isEmpty();
    }

    @Test
    void showsWhatIsYoungEnough() {
        print("loki", "old");
        clock.advance(Duration.ofMinutes(10));
        print("loki", "young");
        assertThat(loki().inContainer("loki").sinceSeconds(60).getLog()).isEqualTo("young\n");
    }

    @Test
    void showsTimestampsWhenAsked() {
        print("loki", "one");
        assertThat(loki().inContainer("loki").usingTimestamps().getLog())
                .matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z one\n");
    }

    @Test
    void wantsToKnowWhichOfSeveralContainers() {
        refused(
                () -> loki().getLog(),
                "a container name must be specified for pod loki-0, choose one of: [loki loki-sc-rules]");
        refused(() -> loki().inContainer("nginx").getLog(), "container nginx is not valid for pod loki-0");
    }

    @Test
    void needsNoNameForTheOnlyContainer() {
        Pod gateway = homelab.client
                .pods()
                .inNamespace("monitoring")
                .withLabel("app.kubernetes.io/component", "gateway")
                .list()
                .getItems()
                .get(0);
        homelab.kubernetes.logs().append("monitoring", gateway.getMetadata().getName(), "nginx", "GET /");
        assertThat(homelab.client.pods().resource(gateway).getLog()).isEqualTo("GET /\n");
    }

    @Test
    void keepsTheLogOfTheContainerBefore() {
        refused(
                () -> loki().inContainer("loki").terminated().getLog(),
                "previous terminated container \"loki\" in pod \"loki-0\" not found");
        print("loki", "last words");
        homelab.faults.set(Fault.LOKI_OOM_KILLED, true);
        print("loki", "again");
        assertThat(loki().inContainer("loki").terminated().getLog()).isEqualTo("last words\n");
        assertThat(loki().inContainer("loki").getLog()).isEqualTo("again\n");
    }

    @Test
    void followsUntilThePodIsGone() {
        print("loki", "before");
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (LogWatch watch = loki().inContainer("loki").watchLog(seen)) {
            assertThat(watch).isNotNull();
            Eventually.that(
                    "what was there",
                    () -> assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("before\n"));
            print("loki", "after");
            Eventually.that(
                    "what came",
                    () -> assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("before\nafter\n"));
        }
    }

    @Test
    void holdsABoundedNumberOfLines() {
        for (int i = 0; i < PodLogs.RETAINED_LINES + 10; i++) {
            print("loki", "line " + i);
        }
        assertThat(loki().inContainer("loki").getLog().lines())
                .hasSize(PodLogs.RETAINED_LINES)
                .startsWith("line 10");
    }

    @Test
    void tellsACollectorItsNodesLinesInOrder() {
        String node = homelab.client
                .pods()
                .inNamespace("monitoring")
                .withName("loki-0")
                .get()
                .getSpec()
                .getNodeName();
        print("loki", "missed");
        List<PodLine> late = new CopyOnWriteArrayList<>();
        List<PodLine> whole = new CopyOnWriteArrayList<>();
        List<PodLine> other = new CopyOnWriteArrayList<>();
        PodLogs logs = homelab.kubernetes.logs();
        try (PodLogs.Subscription one = logs.subscribe(node, late::add);
                PodLogs.Subscription two = logs.subscribe(node, 0, whole::add);
                PodLogs.Subscription three = logs.subscribe("k8s-none", 0, other::add)) {
            assertThat(List.of(one, two, three)).doesNotContainNull();
            print("loki-sc-rules", "seen");
        }
        print("loki", "after the end");
        assertThat(late).extracting(PodLine::text).containsExactly("seen");
        assertThat(whole).extracting(PodLine::text).containsExactly("missed", "seen");
        assertThat(whole).extracting(PodLine::sequence).isSorted();
        assertThat(whole.get(1)).satisfies(line -> {
            assertThat(line.container()).isEqualTo("loki-sc-rules");
            assertThat(line.namespace()).isEqualTo("monitoring");
            assertThat(line.pod()).isEqualTo("loki-0");
        });
        assertThat(other).isEmpty();
        List<PodLine> resumed = new ArrayList<>();
        logs.subscribe(node, whole.get(1).sequence(), resumed::add).close();
        assertThat(resumed).extracting(PodLine::text).containsExactly("after the end");
    }

    @Test
    void takesNothingFromAContainerThatDoesNotRun() {
        PodLogs logs = homelab.kubernetes.logs();
        assertThat(logs.append("monitoring", "loki-1", "loki", "x")).isFalse();
        assertThat(logs.append("monitoring", "loki-0", "nginx", "x")).isFalse();
        homelab.faults.set(Fault.LOKI_RESTART_LOOP, true);
        Eventually.that(
                "it is down at times",
                () -> assertThat(logs.append("monitoring", "loki-0", "loki", "x"))
                        .isFalse());
    }

    private void print(String container, String... lines) {
        for (String line : lines) {
            assertThat(homelab.kubernetes.logs().append("monitoring", "loki-0", container, line))
                    .isTrue();
        }
    }

    private PodResource loki() {
        return homelab.client.pods().inNamespace("monitoring").withName("loki-0");
    }

    private static void refused(ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
            assertThat(refused.getCode()).isEqualTo(400);
            assertThat(refused.getMessage()).contains(words);
        });
    }
}
