package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fixtures, as the controllers bring them to life. */
final class HealthyClusterTest {
    private static Homelab homelab;

    @BeforeAll
    static void start() {
        homelab = Homelab.start();
    }

    @AfterAll
    static void stop() {
        homelab.close();
    }

    @Test
    void runsAlloyWithBothContainersReadyOnEveryNode() {
        List<Pod> pods = pods("monitoring", "app.kubernetes.io/name=alloy");
        assertThat(pods).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
            assertThat(pod.getStatus().getContainerStatuses())
                    .extracting(status -> status.getName() + " " + status.getReady())
                    .containsExactly("alloy true", "config-reloader true");
        });
        assertThat(pods)
                .extracting(pod -> pod.getSpec().getNodeName())
                .containsExactlyInAnyOrder("k8s-1", "k8s-2", "k8s-3");
        DaemonSetStatus status = homelab.client
                .apps()
                .daemonSets()
                .inNamespace("monitoring")
                .withName("alloy")
                .get()
                .getStatus();
        assertThat(status.getDesiredNumberScheduled()).isEqualTo(3);
        assertThat(status.getNumberReady()).isEqualTo(3);
        assertThat(status.getUpdatedNumberScheduled()).isEqualTo(3);
        assertThat(status.getObservedGeneration()).isEqualTo(1);
    }

    @Test
    void runsLokiWithItsVolume() {
        Pod loki = homelab.client
                .pods()
                .inNamespace("monitoring")
                .withName("loki-0")
                .get();
        assertThat(loki.getStatus().getContainerStatuses())
                .extracting(status -> status.getName() + " " + status.getReady() + " " + status.getRestartCount())
                .containsExactly("loki true 0", "loki-sc-rules true 0");
        assertThat(homelab.client
                        .persistentVolumeClaims()
                        .inNamespace("monitoring")
                        .withName("storage-loki-0")
                        .get()
                        .getStatus()
                        .getPhase())
                .isEqualTo("Bound");
        StatefulSetStatus status = homelab.client
                .apps()
                .statefulSets()
                .inNamespace("monitoring")
                .withName("loki")
                .get()
                .getStatus();
        assertThat(status.getReadyReplicas()).isEqualTo(1);
        assertThat(status.getCurrentRevision()).isEqualTo(status.getUpdateRevision());
    }

    @Test
    void givesEveryServiceItsReadyPods() {
        for (Service service : homelab.client.services().inAnyNamespace().list().getItems()) {
            List<EndpointSlice> slices = homelab.client
                    .discovery()
                    .v1()
                    .endpointSlices()
                    .inNamespace(service.getMetadata().getNamespace())
                    .withLabel(
                            "kubernetes.io/service-name", service.getMetadata().getName())
                    .list()
                    .getItems();
            assertThat(slices).as(service.getMetadata().getName()).hasSize(1);
            assertThat(slices.get(0).getEndpoints())
                    .as(service.getMetadata().getName())
                    .isNotEmpty()
                    .allSatisfy(endpoint -> {
                        assertThat(endpoint.getConditions().getReady()).isTrue();
                        ObjectReference target = endpoint.getTargetRef();
                        assertThat(homelab.client
                                        .pods()
                                        .inNamespace(target.getNamespace())
                                        .withName(target.getName())
                                        .get()
                                        .getStatus()
                                        .getPodIP())
                                .isEqualTo(endpoint.getAddresses().get(0));
                    });
            assertThat(slices.get(0).getPorts())
                    .as(service.getMetadata().getName())
                    .hasSameSizeAs(service.getSpec().getPorts());
        }
    }

    @Test
    void keepsTheOperatorsWorkloadsOffTheControlPlane() {
        assertThat(pods("app", ""))
                .hasSize(3)
                .extracting(pod -> pod.getSpec().getNodeName())
                .doesNotContain("k8s-1");
    }

    private static List<Pod> pods(String namespace, String selector) {
        return homelab.client
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(selector)
                .list()
                .getItems();
    }
}
