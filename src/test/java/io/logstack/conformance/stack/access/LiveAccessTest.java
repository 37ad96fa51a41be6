package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live tier on a homelab that it knows nothing of but its kubeconfig. */
class LiveAccessTest {
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Map<String, String> PROXIED = Map.of(
            "loki.access", "service-proxy",
            "gateway.access", "service-proxy",
            "alloy.access", "service-proxy",
            "canary.access", "service-proxy",
            "prometheus.access", "service-proxy");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Homelab homelab = Homelab.start(HomelabOptions.DEFAULT);

    @TempDir
    private Path folder = Path.of("");

    private Relay network;

    @BeforeEach
    void connect() throws IOException {
        network = new Relay(homelab.kubernetes().uri());
    }

    @AfterEach
    void stop() throws IOException {
        network.close();
        homelab.close();
        executor.shutdownNow();
    }

    @Test
    void everyPartIsReachedByPortForward() throws IOException {
        try (Stack stack = live(Map.of())) {
            reachesEverything(stack);
            assertThat(stack.loki().address()).isEqualTo("http://loki.monitoring.svc:3100");
            assertThat(stack.objectStore().address())
                    .isEqualTo("http://rook-ceph-rgw-storage.storage.svc:80, bucket loki-chunks");
        }
    }

    @Test
    void whatHasNoLoginIsReachedByTheServiceProxy() throws IOException {
        try (Stack stack = live(PROXIED)) {
            reachesEverything(stack);
            assertThat(stack.loki().address())
                    .isEqualTo(network.uri() + "/api/v1/namespaces/monitoring/services/loki:3100/proxy");
        }
    }

    private static void reachesEverything(Stack stack) {
        for (Capability capability : EnumSet.complementOf(EnumSet.of(Capability.OUTAGE, Capability.THROW_AWAY))) {
            assertThat(stack.lacks(capability)).as(capability.name()).isEmpty();
        }
        assertThat(stack.identity().simulated()).isFalse();
        assertThat(stack.identity().versions()).containsKeys("loki", "alloy", "grafana", "kubernetes", "prometheus");
        assertThat(stack.alloy().instances())
                .hasSize(3)
                .allSatisfy(alloy ->
                        assertThat(alloy.metrics().of("alloy_build_info")).hasSize(1));
        assertThat(stack.canary().instances())
                .hasSize(3)
                .allSatisfy(canary -> assertThat(canary.metrics().of("loki_canary_entries_total"))
                        .hasSize(1));
        assertThat(stack.gateway().get("/", Map.of()).body()).isEqualTo("OK");
        assertThat(stack.gateway()
                        .post(
                                "/loki/api/v1/push",
                                "application/json",
                                "{\"streams\":[]}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isLessThan(500);
        assertThat(stack.loki().ready().status()).isEqualTo(200);
        assertThat(stack.loki().time("/loki/api/v1/labels", Map.of()).status()).isEqualTo(200);
        ObjectStore store = stack.objectStore();
        store.put("conformance/probe", new byte[] {1, 2});
        assertThat(store.get("conformance/probe")).containsExactly(1, 2);
        store.delete("conformance/probe");
        assertThat(store.listAnonymously().status()).isEqualTo(403);
        assertThat(stack.grafana().dataSources()).isNotEmpty();
    }

    @Test
    void aForwardThatBreaksInMidAnswerFailsItsRequestAndIsMadeAnew() throws Exception {
        Semaphore asked = new Semaphore(0);
        CountDownLatch released = new CountDownLatch(1);
        try (HttpPart slow = part(request -> {
                    asked.release();
                    boolean first = request.path().equals("/loki/api/v1/push") && released.getCount() > 0;
                    assertThat(!first || released.await(SETTLE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                    return Reply.text(200, "done");
                });
                Stack stack = live(Map.of())) {
            assertThat(slow.uri()).isNotNull();
            var push = executor.submit(() ->
                    stack.gateway().post("/loki/api/v1/push", "text/plain", "x".getBytes(StandardCharsets.UTF_8)));
            assertThat(asked.tryAcquire(SETTLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            network.cut();
            assertThatThrownBy(() -> push.get(SETTLE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("Gateway at http://loki-gateway.monitoring.svc:80 by port-forward cannot be"
                            + " reached for POST /loki/api/v1/push: the port-forward to pod monitoring/loki-gateway-")
                    .hasMessageContaining(", port 8080 broke: ");
            released.countDown();
            assertThat(stack.gateway()
                            .post("/loki/api/v1/push", "text/plain", "x".getBytes(StandardCharsets.UTF_8))
                            .body())
                    .isEqualTo("done");
        }
    }

    @Test
    void aQuestionThatABrokenForwardLostIsAskedOnceMore() throws Exception {
        Semaphore asked = new Semaphore(0);
        CountDownLatch cut = new CountDownLatch(1);
        try (HttpPart slow = part(request -> {
                    asked.release();
                    assertThat(cut.await(SETTLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    return Reply.text(200, "done");
                });
                Stack stack = live(Map.of())) {
            assertThat(slow.uri()).isNotNull();
            List<Exchange> exchanges = new CopyOnWriteArrayList<>();
            var question = executor.submit(
                    () -> stack.recordingTo(exchanges::add).gateway().get("/any", Map.of()));
            assertThat(asked.tryAcquire(SETTLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            network.cut();
            cut.countDown();
            Answer answer = question.get(SETTLE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.body()).isEqualTo("done");
            assertThat(exchanges).hasSize(2);
            assertThat(exchanges.get(0).failure()).contains("the port-forward to pod monitoring/loki-gateway-");
            assertThat(exchanges.get(1).failure()).isNull();
        }
    }

    @Test
    void aPodThatTakesAnothersPlaceIsForwardedTo() throws IOException {
        try (Stack stack = live(Map.of())) {
            assertThat(stack.gateway().get("/", Map.of()).body()).isEqualTo("OK");
            Pod before = gateway();
            homelab.kubernetes()
                    .store()
                    .delete(Pod.class, "monitoring", before.getMetadata().getName());
            await("another gateway to answer").atMost(SETTLE).untilAsserted(() -> {
                assertThat(gateway().getMetadata().getName())
                        .isNotEqualTo(before.getMetadata().getName());
                assertThat(stack.gateway().get("/", Map.of()).body()).isEqualTo("OK");
            });
        }
    }

    private Pod gateway() {
        return homelab
                .kubernetes()
                .store()
                .list(Pod.class, "monitoring", "app.kubernetes.io/component=gateway")
                .stream()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsNotThereIsToldWithItsReason() throws IOException {
        homelab.kubernetes().store().delete(Service.class, "monitoring", "kube-prometheus-stack-prometheus");
        homelab.kubernetes().store().delete(Service.class, "monitoring", "loki");
        homelab.faults().set(Fault.RGW_NO_ENDPOINTS, true);
        homelab.kubernetes().store().update(Deployment.class, "monitoring", "loki-gateway", gateway -> {
            gateway.getSpec().setReplicas(0);
            return gateway;
        });
        try (Stack stack = live(Map.of())) {
            assertThat(stack.lacks(Capability.PROMETHEUS))
                    .contains("the profile names no prometheus.url and there is no Service"
                            + " monitoring/kube-prometheus-stack-prometheus");
            assertThat(stack.lacks(Capability.LOKI)).isEmpty();
            assertThatThrownBy(() -> stack.loki().ready())
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessage(
                            "Loki at http://loki.monitoring.svc:3100 by port-forward cannot be reached for GET /ready:"
                                    + " there is no Service monitoring/loki");
            await("the gateway's pod to be gone")
                    .atMost(SETTLE)
                    .untilAsserted(() -> assertThatThrownBy(
                                    () -> stack.gateway().get("/", Map.of()))
                            .isInstanceOf(NoAnswerException.class)
                            .hasMessageContaining("Service monitoring/loki-gateway has no pod behind port 80"));
            assertThatThrownBy(() -> stack.objectStore().list("", 1))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining(
                            "by port-forward cannot be reached for GET /loki-chunks: the port-forward to pod"
                                    + " storage/rook-ceph-rgw-storage-a-")
                    .hasMessageContaining("connect: connection refused");
        }
        try (Stack stack = live(PROXIED)) {
            assertThatThrownBy(() -> stack.loki().ready())
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("/services/loki:3100/proxy cannot be reached for GET ")
                    .hasMessageContaining("the API server answered in its stead with 404: services \"loki\" not found");
        }
    }

    /** What the gateway's pods do instead. */
    private HttpPart part(Talk talk) {
        HttpPart part = HttpPart.start("gateway", 0, executor, talk::answer);
        homelab.kubernetes()
                .listening((namespace, pod, port) ->
                        pod.startsWith("loki-gateway-") ? Optional.of(part.uri()) : Optional.empty());
        return part;
    }

    @FunctionalInterface
    private interface Talk {
        Reply answer(Request request) throws InterruptedException;
    }

    private Stack live(Map<String, String> keys) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(keys);
        all.put("required-capabilities", "");
        all.put(
                "kubernetes.kubeconfig",
                Files.writeString(
                                folder.resolve("kubeconfig"),
                                homelab.kubernetes()
                                        .kubeconfig()
                                        .replace(
                                                homelab.kubernetes().uri().toString(),
                                                network.uri().toString()))
                        .toString());
        all.put("kubernetes.context", "homelab");
        all.put("grafana.username", Homelab.GRAFANA_USER);
        all.put("grafana.password", Homelab.GRAFANA_PASSWORD);
        Profile profile = Profiles.load(Path.of("profiles", "live.yaml"), all);
        return new LiveStackProvider().start(profile);
    }
}
