package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.logstack.conformance.homelab.kubernetes.controller.PodListener;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controllers: what they give back, roll out, scale, place and run to completion. */
final class WorkloadsTest {
    private Homelab homelab;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        homelab = Homelab.start();
        client = homelab.client;
    }

    @AfterEach
    void stop() {
        homelab.close();
    }

    @Test
    void givesADeletedPodOfAStatefulSetBackUnderItsName() {
        Pod old = loki();
        client.resource(old).delete();
        Eventually.that("a new loki-0 is ready", () -> {
            Pod pod = loki();
            assertThat(pod).isNotNull();
            assertThat(pod.getMetadata().getUid())
                    .isNotEqualTo(old.getMetadata().getUid());
            assertThat(isReady(pod)).isTrue();
        });
        Eventually.that(
                "its Service leads to it",
                () -> assertThat(client.discovery()
                                .v1()
                                .endpointSlices()
                                .inNamespace("monitoring")
                                .withLabel("kubernetes.io/service-name", "loki")
                                .list()
                                .getItems()
                                .get(0)
                                .getEndpoints())
                        .singleElement()
                        .satisfies(endpoint -> {
                            assertThat(endpoint.getTargetRef().getUid())
                                    .isEqualTo(loki().getMetadata().getUid());
                            assertThat(endpoint.getConditions().getReady()).isTrue();
                        }));
    }

    @Test
    void givesADeletedPodOfADaemonSetBackOnItsNode() {
        Pod old = pods("app.kubernetes.io/name=alloy").get(0);
        client.resource(old).delete();
        Eventually.that(
                "three ready pods on three nodes",
                () -> assertThat(pods("app.kubernetes.io/name=alloy"))
                        .hasSize(3)
                        .allMatch(WorkloadsTest::isReady)
                        .noneMatch(pod -> pod.getMetadata()
                                .getName()
                                .equals(old.getMetadata().getName()))
                        .extracting(pod -> pod.getSpec().getNodeName())
                        .containsExactlyInAnyOrder("k8s-1", "k8s-2", "k8s-3"));
    }

    @Test
    void completesARolloutRestartOfADaemonSet() {
        Set<String> old = uids("app.kubernetes.io/name=alloy");
        DaemonSet restarted = client.apps()
                .daemonSets()
                .inNamespace("monitoring")
                .withName("alloy")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), RESTART);
        Eventually.that("every pod is new and the status says so", () -> {
            assertThat(pods("app.kubernetes.io/name=alloy"))
                    .hasSize(3)
                    .allMatch(WorkloadsTest::isReady)
                    .noneMatch(pod -> old.contains(pod.getMetadata().getUid()));
            DaemonSet set = client.apps()
                    .daemonSets()
                    .inNamespace("monitoring")
                    .withName("alloy")
                    .get();
            assertThat(set.getStatus().getObservedGeneration())
                    .isEqualTo(restarted.getMetadata().getGeneration());
            assertThat(set.getStatus().getUpdatedNumberScheduled()).isEqualTo(3);
            assertThat(set.getStatus().getNumberReady()).isEqualTo(3);
        });
    }

    @Test
    void completesARolloutRestartOfAStatefulSetAndADeployment() {
        String oldLoki = loki().getMetadata().getUid();
        Set<String> oldGateway = uids("app.kubernetes.io/component=gateway");
        client.apps()
                .statefulSets()
                .inNamespace("monitoring")
                .withName("loki")
                .rolling()
                .restart();
        client.apps()
                .deployments()
                .inNamespace("monitoring")
                .withName("loki-gateway")
                .rolling()
                .restart();
        Eventually.that("both are replaced", () -> {
            assertThat(loki()).isNotNull();
            assertThat(loki().getMetadata().getUid()).isNotEqualTo(oldLoki);
            assertThat(isReady(loki())).isTrue();
            assertThat(pods("app.kubernetes.io/component=gateway"))
                    .singleElement()
                    .satisfies(pod -> assertThat(oldGateway)
                            .doesNotContain(pod.getMetadata().getUid()));
            StatefulSet set = client.apps()
                    .statefulSets()
                    .inNamespace("monitoring")
                    .withName("loki")
                    .get();
            assertThat(set.getStatus().getUpdatedReplicas()).isEqualTo(1);
            assertThat(set.getStatus().getCurrentRevision())
                    .isEqualTo(set.getStatus().getUpdateRevision());
            Deployment gateway = gateway();
            assertThat(gateway.getStatus().getUpdatedReplicas()).isEqualTo(1);
            assertThat(gateway.getStatus().getReplicas()).isEqualTo(1);
            assertThat(gateway.getStatus().getObservedGeneration())
                    .isEqualTo(gateway.getMetadata().getGeneration());
        });
    }

    @Test
    void scalesTheGatewayOverAllNodesAndBack() {
        client.apps()
                .deployments()
                .inNamespace("monitoring")
                .withName("loki-gateway")
                .scale(3);
        Eventually.that(
                "one on each node",
                () -> assertThat(pods("app.kubernetes.io/component=gateway"))
                        .filteredOn(WorkloadsTest::isReady)
                        .extracting(pod -> pod.getSpec().getNodeName())
                        .containsExactlyInAnyOrder("k8s-1", "k8s-2", "k8s-3"));
        client.apps()
                .deployments()
                .inNamespace("monitoring")
                .withName("loki-gateway")
                .scale(4);
        Eventually.that("the fourth finds no node", () -> {
            assertThat(pods("app.kubernetes.io/component=gateway"))
                    .filteredOn(pod -> "Pending".equals(pod.getStatus().getPhase()))
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.getStatus().getConditions())
                            .anyMatch(condition -> "Unschedulable".equals(condition.getReason())));
            assertThat(client.v1()
                            .events()
                            .inNamespace("monitoring")
                            .withField("reason", "FailedScheduling")
                            .list()
                            .getItems())
                    .isNotEmpty();
        });
        client.apps()
                .deployments()
                .inNamespace("monitoring")
                .withName("loki-gateway")
                .scale(1);
        Eventually.that("one is left", () -> {
            assertThat(pods("app.kubernetes.io/component=gateway")).hasSize(1).allMatch(WorkloadsTest::isReady);
            assertThat(gateway().getStatus().getReadyReplicas()).isEqualTo(1);
        });
    }

    @Test
    void runsABarePodToCompletion() {
        homelab.kubernetes.onPodStarted(pod -> {
            if (pod.bare()) {
                pod.print("main", "hello from " + pod.node());
                pod.exitWith(pod.name().equals("failing") ? 3 : 0);
            }
        });
        client.resource(bare("succeeding", "k8s-1")).create();
        client.resource(bare("failing", null)).create();
        Eventually.that("both have ended", () -> {
            assertThat(phase("succeeding")).isEqualTo("Succeeded");
            assertThat(phase("failing")).isEqualTo("Failed");
        });
        Pod done = client.pods().inNamespace("app").withName("succeeding").get();
        assertThat(done.getSpec().getNodeName()).isEqualTo("k8s-1");
        assertThat(client.pods().inNamespace("app").withName("succeeding").getLog())
                .isEqualTo("hello from k8s-1\n");
        assertThat(client.pods()
                        .inNamespace("app")
                        .withName("failing")
                        .get()
                        .getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(3);
        client.resource(done).delete();
        Eventually.that(
                "it is gone",
                () -> assertThat(client.pods()
                                .inNamespace("app")
                                .withName("succeeding")
                                .get())
                        .isNull());
    }

    @Test
    void tellsOfPodsThatStartAndStop() {
        Set<String> running = ConcurrentHashMap.newKeySet();
        homelab.kubernetes.onPodStarted(new PodListener() {
            @Override
            public void started(RunningPod pod) {
                running.add(pod.name());
            }

            @Override
            public void stopped(RunningPod pod) {
                assertThat(pod.alive()).isFalse();
                running.remove(pod.name());
            }
        });
        assertThat(running).hasSize(18).contains("loki-0");
        client.apps().deployments().inNamespace("app").withName("frontend").scale(0);
        Eventually.that("they have stopped", () -> assertThat(running).hasSize(16));
        client.apps().deployments().inNamespace("app").withName("frontend").scale(2);
        Eventually.that("others have started", () -> assertThat(running).hasSize(18));
    }

    @Test
    void deletesWhatADeletedDeploymentOwned() {
        client.apps().deployments().inNamespace("app").withName("frontend").delete();
        Eventually.that("no set and no pod is left", () -> {
            assertThat(client.apps()
                            .replicaSets()
                            .inNamespace("app")
                            .withLabel("app.kubernetes.io/name", "frontend")
                            .list()
                            .getItems())
                    .isEmpty();
            assertThat(client.pods()
                            .inNamespace("app")
                            .withLabel("app.kubernetes.io/name", "frontend")
                            .list()
                            .getItems())
                    .isEmpty();
        });
    }

    private static final String RESTART = """
            {"spec":{"template":{"metadata":{"annotations":
            {"kubectl.kubernetes.io/restartedAt":"2025-06-15T08:00:00Z"}}}}}""";

    private Pod loki() {
        return client.pods().inNamespace("monitoring").withName("loki-0").get();
    }

    private Deployment gateway() {
        return client.apps()
                .deployments()
                .inNamespace("monitoring")
                .withName("loki-gateway")
                .get();
    }

    private String phase(String name) {
        return client.pods().inNamespace("app").withName(name).get().getStatus().getPhase();
    }

    private List<Pod> pods(String selector) {
        return client.pods()
                .inNamespace("monitoring")
                .withLabelSelector(selector)
                .list()
                .getItems();
    }

    private Set<String> uids(String selector) {
        return pods(selector).stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static Pod bare(String name, @Nullable String node) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("app")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("docker.io/library/busybox:1.37.0")
                .endContainer()
                .endSpec();
        return node == null
                ? pod.build()
                : pod.editSpec().withNodeName(node).endSpec().build();
    }
}
