package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the faults that lie in objects make of them, and that the objects are as before without the fault. */
final class DeclarationFaultsTest {
    private static final String HELM = "helm.toolkit.fluxcd.io/v2";
    private static final String SOURCE = "source.toolkit.fluxcd.io/v1";

    private Homelab homelab;
    private Store store;

    @BeforeEach
    void start() {
        homelab = Homelab.start();
        store = homelab.kubernetes.store();
    }

    @AfterEach
    void stop() {
        homelab.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RESOURCES_UNSET",
                "HIGH_CPU",
                "HIGH_MEMORY",
                "ALERT_RULE_MISSING",
                "ALERT_THRESHOLD_WRONG",
                "ALERT_INERT",
                "DASHBOARD_MISSING",
                "HELMRELEASE_NOT_READY",
                "HELMRELEASE_SUSPENDED",
                "SOURCE_NOT_READY",
                "ROLLOUT_STUCK",
                "NO_ROLLBACK_TARGET",
                "CONFIG_DRIFT"
            })
    void objectsAreAsBeforeWithoutTheFault(Fault fault) {
        List<Object> before = declared();
        homelab.faults.set(fault, true);
        assertThat(declared()).isNotEqualTo(before);
        homelab.faults.set(fault, false);
        assertThat(declared()).isEqualTo(before);
        assertThat(current(release("loki"))).isTrue();
        assertThat(current(release("alloy"))).isTrue();
    }

    @Test
    void faultsInOneObjectDoNotUndoEachOther() {
        homelab.faults.set(Fault.HELMRELEASE_NOT_READY, true);
        homelab.faults.set(Fault.NO_ROLLBACK_TARGET, true);
        homelab.faults.set(Fault.HELMRELEASE_NOT_READY, false);
        assertThat((List<?>) release("loki").get("status", "history")).hasSize(1);
        assertThat(release("loki").<Object>get("status", "conditions").toString())
                .doesNotContain("UpgradeFailed");
    }

    @Test
    void whatOthersWroteBetweenTwoFaultsStays() {
        homelab.faults.set(Fault.CONFIG_DRIFT, true);
        homelab.faults.set(Fault.CONFIG_DRIFT, false);
        store.update(Deployment.class, "monitoring", "loki-gateway", gateway -> {
            gateway.getSpec().setReplicas(3);
            return gateway;
        });
        homelab.faults.set(Fault.ROLLOUT_STUCK, true);
        homelab.faults.set(Fault.ROLLOUT_STUCK, false);
        assertThat(gateway().getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void aSuspendedReleaseIsNotActedOn() {
        homelab.faults.set(Fault.HELMRELEASE_SUSPENDED, true);
        assertThat(release("alloy").<Object>get("spec", "suspend")).isEqualTo(true);
        assertThat(current(release("alloy"))).isFalse();
    }

    @Test
    void aStuckRolloutLeavesTheOldPodInService() {
        String old = gatewayPods().get(0).getMetadata().getName();
        homelab.faults.set(Fault.ROLLOUT_STUCK, true);
        DeploymentStatus status = gateway().getStatus();
        assertThat(status.getUpdatedReplicas()).isZero();
        assertThat(status.getReadyReplicas()).isEqualTo(1);
        assertThat(gatewayPods()).extracting(pod -> pod.getMetadata().getName()).containsExactly(old);
        assertThat(homelab.client
                        .v1()
                        .events()
                        .inNamespace("monitoring")
                        .withField("reason", "FailedCreate")
                        .list()
                        .getItems())
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("exceeded quota"));
        homelab.faults.set(Fault.ROLLOUT_STUCK, false);
        assertThat(gateway().getStatus().getUpdatedReplicas()).isEqualTo(1);
    }

    private List<Object> declared() {
        List<Object> declared = new ArrayList<>();
        for (GenericKubernetesResource object : List.of(
                release("loki"), release("alloy"), custom(SOURCE, "HelmRepository", "flux-system", "grafana"))) {
            declared.add(object.get("spec"));
            declared.add(object.get("status", "history") == null ? Map.of() : object.get("status", "history"));
            declared.add(object.get("status", "conditions").toString().replaceAll("observedGeneration=\\d+", ""));
        }
        declared.add(gateway().getSpec());
        declared.add(
                store.get(StatefulSet.class, "monitoring", "loki").orElseThrow().getSpec());
        declared.add(custom("monitoring.coreos.com/v1", "PrometheusRule", "monitoring", "logging")
                .get("spec"));
        declared.add(store.get(ConfigMap.class, "monitoring", "grafana-dashboard-alloy")
                .orElseThrow()
                .getData());
        declared.add(custom("metrics.k8s.io/v1beta1", "PodMetrics", "monitoring", "loki-0")
                .getAdditionalProperties());
        return declared;
    }

    private static boolean current(GenericKubernetesResource object) {
        return object.getMetadata()
                .getGeneration()
                .equals(Long.parseLong(
                        object.get("status", "observedGeneration").toString()));
    }

    private GenericKubernetesResource release(String name) {
        return custom(HELM, "HelmRelease", "monitoring", name);
    }

    private GenericKubernetesResource custom(String apiVersion, String kind, String namespace, String name) {
        return store.custom(apiVersion, kind, namespace, name).orElseThrow();
    }

    private Deployment gateway() {
        return store.get(Deployment.class, "monitoring", "loki-gateway").orElseThrow();
    }

    private List<Pod> gatewayPods() {
        return store.list(Pod.class, "monitoring", "app.kubernetes.io/component=gateway");
    }
}
