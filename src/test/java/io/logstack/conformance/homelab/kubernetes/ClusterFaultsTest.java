package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each fault does to the cluster, and that the cluster is healthy again without it. */
final class ClusterFaultsTest {
    private static final String ALLOY = "app.kubernetes.io/name=alloy";
    private static final String CANARY = "app.kubernetes.io/component=canary";

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
    void alloyIsMissingOnANode() {
        homelab.faults.set(Fault.ALLOY_MISSING_ON_NODE, true);
        assertThat(pods(ALLOY))
                .extracting(pod -> pod.getSpec().getNodeName())
                .containsExactlyInAnyOrder("k8s-1", "k8s-2");
        assertThat(daemonSet("alloy").getDesiredNumberScheduled()).isEqualTo(3);
        assertThat(daemonSet("alloy").getNumberReady()).isEqualTo(2);
        assertThat(pods(CANARY)).hasSize(3);
    }

    @Test
    void alloysReloaderIsNotReady() {
        homelab.faults.set(Fault.ALLOY_CONTAINER_NOT_READY, true);
        assertThat(pods(ALLOY))
                .filteredOn(pod -> !isReady(pod))
                .singleElement()
                .satisfies(pod -> assertThat(pod.getStatus().getContainerStatuses())
                        .extracting(status -> status.getName() + " " + status.getReady())
                        .containsExactly("alloy true", "config-reloader false"));
        assertThat(daemonSet("alloy").getNumberReady()).isEqualTo(2);
    }

    @Test
    void lokisSidecarIsNotReady() {
        homelab.faults.set(Fault.LOKI_POD_NOT_READY, true);
        assertThat(isReady(loki())).isFalse();
        assertThat(container("loki").getReady()).isTrue();
        assertThat(container("loki-sc-rules").getReady()).isFalse();
        assertThat(readyReplicasOfLoki()).isZero();
    }

    @Test
    void theGatewayIsDown() {
        homelab.faults.set(Fault.GATEWAY_DOWN, true);
        assertThat(pods("app.kubernetes.io/component=gateway"))
                .singleElement()
                .satisfies(pod -> assertThat(isReady(pod)).isFalse());
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("monitoring")
                        .withName("loki-gateway")
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .isZero();
        assertThat(client.discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace("monitoring")
                        .withLabel("kubernetes.io/service-name", "loki-gateway")
                        .list()
                        .getItems()
                        .get(0)
                        .getEndpoints())
                .noneMatch(endpoint -> endpoint.getConditions().getReady());
    }

    @Test
    void aCanaryIsMissingOnANode() {
        homelab.faults.set(Fault.CANARY_MISSING_ON_NODE, true);
        assertThat(pods(CANARY)).hasSize(2);
        assertThat(daemonSet("loki-canary").getDesiredNumberScheduled()).isEqualTo(3);
        assertThat(pods(ALLOY)).hasSize(3);
    }

    @Test
    void lokiRestartsInALoop() {
        homelab.faults.set(Fault.LOKI_RESTART_LOOP, true);
        int first = container("loki").getRestartCount();
        assertThat(first).isGreaterThanOrEqualTo(3);
        assertThat(isReady(loki())).isFalse();
        assertThat(container("loki").getState().getWaiting().getReason()).isEqualTo("CrashLoopBackOff");
        assertThat(container("loki").getLastState().getTerminated().getExitCode())
                .isEqualTo(1);
        Eventually.that(
                "it goes on",
                () -> assertThat(container("loki").getRestartCount()).isGreaterThan(first));
        assertThat(client.v1()
                        .events()
                        .inNamespace("monitoring")
                        .withField("involvedObject.name", "loki-0")
                        .list()
                        .getItems())
                .anyMatch(event -> event.getReason().equals("BackOff"));
    }

    @Test
    void lokiWasKilledForItsMemory() {
        homelab.faults.set(Fault.LOKI_OOM_KILLED, true);
        ContainerState last = container("loki").getLastState();
        assertThat(last.getTerminated().getReason()).isEqualTo("OOMKilled");
        assertThat(last.getTerminated().getExitCode()).isEqualTo(137);
        assertThat(Instant.parse(last.getTerminated().getFinishedAt()))
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(3)),
                        Instant.now().minus(Duration.ofSeconds(50)));
        assertThat(container("loki").getRestartCount()).isEqualTo(1);
        assertThat(container("loki").getState().getRunning()).isNotNull();
        assertThat(isReady(loki())).isTrue();
    }

    @Test
    void theClaimIsPending() {
        homelab.faults.set(Fault.OBC_PENDING, true);
        assertThat(claimPhase()).isEqualTo("Pending");
    }

    @Test
    void aLokiThatDoesNotReturnIsNotReadyOnceItsPodIsGone() {
        homelab.faults.set(Fault.LOKI_DOES_NOT_RETURN, true);
        assertThat(isReady(loki())).isTrue();
        String first = loki().getMetadata().getUid();
        client.pods().inNamespace("monitoring").withName("loki-0").delete();
        Eventually.that("another pod is there, and is not ready", () -> {
            assertThat(loki()).isNotNull();
            assertThat(loki().getMetadata().getUid()).isNotEqualTo(first);
            assertThat(isReady(loki())).isFalse();
        });
        homelab.faults.set(Fault.LOKI_DOES_NOT_RETURN, false);
        Eventually.that("it is ready", () -> assertThat(isReady(loki())).isTrue());
    }

    @Test
    void cephComplains() {
        assertThat(ceph(homelab).get("health")).isEqualTo("HEALTH_OK");
        assertThat(Instant.parse(String.valueOf(ceph(homelab).get("lastChecked"))))
                .isAfter(Instant.now().minus(Duration.ofMinutes(5)));
        homelab.faults.set(Fault.CEPH_WARN, true);
        assertThat(ceph(homelab)).containsEntry("health", "HEALTH_WARN").containsEntry("previousHealth", "HEALTH_OK");
        assertThat(String.valueOf(ceph(homelab).get("details"))).contains("OSD_NEARFULL");
        homelab.faults.set(Fault.CEPH_ERROR, true);
        assertThat(ceph(homelab)).containsEntry("health", "HEALTH_ERR");
    }

    @Test
    void theObjectStoresServiceLeadsNowhere() {
        assertThat(readyStoreEndpoints(homelab)).isEqualTo(1);
        homelab.faults.set(Fault.RGW_NO_ENDPOINTS, true);
        assertThat(readyStoreEndpoints(homelab)).isZero();
    }

    @Test
    void theSecretLacksWhatTheFaultsTake() {
        homelab.kubernetes.objectStoreCredentials("access", "secret");
        assertThat(secret().getData()).containsEntry("AWS_SECRET_ACCESS_KEY", "c2VjcmV0");
        homelab.faults.set(Fault.SECRET_KEY_MISSING, true);
        assertThat(secret().getData())
                .containsEntry("AWS_ACCESS_KEY_ID", "YWNjZXNz")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "");
        homelab.faults.set(Fault.SECRET_MISSING, true);
        assertThat(secret()).isNull();
        homelab.faults.set(Fault.SECRET_MISSING, false);
        assertThat(secret().getData()).containsEntry("AWS_SECRET_ACCESS_KEY", "");
        homelab.kubernetes.objectStoreCredentials("access", "other");
        assertThat(secret().getData()).containsEntry("AWS_SECRET_ACCESS_KEY", "");
        homelab.faults.set(Fault.SECRET_KEY_MISSING, false);
        assertThat(secret().getData()).containsEntry("AWS_SECRET_ACCESS_KEY", "b3RoZXI=");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ALLOY_MISSING_ON_NODE",
                "ALLOY_CONTAINER_NOT_READY",
                "LOKI_POD_NOT_READY",
                "GATEWAY_DOWN",
                "CANARY_MISSING_ON_NODE",
                "LOKI_RESTART_LOOP",
                "LOKI_OOM_KILLED",
                "OBC_PENDING",
                "SECRET_MISSING",
                "SECRET_KEY_MISSING",
                "CEPH_WARN",
                "CEPH_ERROR",
                "RGW_NO_ENDPOINTS"
            })
    void isHealthyAgainWithoutTheFault(Fault fault) {
        List<String> healthy = health(homelab);
        homelab.faults.set(fault, true);
        assertThat(health(homelab)).isNotEqualTo(healthy);
        homelab.faults.set(fault, false);
        assertThat(health(homelab)).isEqualTo(healthy);
    }

    @Test
    void faultsMayBeOnFromTheStart() {
        Faults all = new Faults(EnumSet.of(
                Fault.ALLOY_MISSING_ON_NODE,
                Fault.GATEWAY_DOWN,
                Fault.LOKI_RESTART_LOOP,
                Fault.SECRET_MISSING,
                Fault.OBC_PENDING));
        try (Homelab sick = Homelab.start(all, options -> options)) {
            sick.kubernetes.objectStoreCredentials("access", "secret");
            assertThat(health(sick))
                    .contains("alloy 2/3", "claim Pending", "secret none", "gateway 0", "loki restarted", "loki 0");
            for (Fault fault : all.active()) {
                all.set(fault, false);
            }
            assertThat(health(sick)).isEqualTo(health(homelab));
        }
    }

    /** What the catalogue's health checks look at. */
    private static List<String> health(Homelab lab) {
        KubernetesClient asked = lab.client;
        DaemonSetStatus alloy = asked.apps()
                .daemonSets()
                .inNamespace("monitoring")
                .withName("alloy")
                .get()
                .getStatus();
        DaemonSetStatus canary = asked.apps()
                .daemonSets()
                .inNamespace("monitoring")
                .withName("loki-canary")
                .get()
                .getStatus();
        Pod loki = asked.pods().inNamespace("monitoring").withName("loki-0").get();
        Secret secret = asked.secrets()
                .inNamespace("monitoring")
                .withName("loki-s3-credentials")
                .get();
        boolean restarted =
                loki.getStatus().getContainerStatuses().stream().anyMatch(status -> status.getRestartCount() > 0);
        boolean complete = secret != null && secret.getData().values().stream().noneMatch(String::isEmpty);
        return List.of(
                "alloy " + alloy.getNumberReady() + "/" + alloy.getDesiredNumberScheduled(),
                "canary " + canary.getNumberReady() + "/" + canary.getDesiredNumberScheduled(),
                "gateway "
                        + asked.apps()
                                .deployments()
                                .inNamespace("monitoring")
                                .withName("loki-gateway")
                                .get()
                                .getStatus()
                                .getReadyReplicas(),
                "loki "
                        + asked.apps()
                                .statefulSets()
                                .inNamespace("monitoring")
                                .withName("loki")
                                .get()
                                .getStatus()
                                .getReadyReplicas(),
                "loki " + (restarted ? "restarted" : "never restarted"),
                "claim "
                        + lab.kubernetes
                                .store()
                                .custom("objectbucket.io/v1alpha1", "ObjectBucketClaim", "monitoring", "loki-bucket")
                                .orElseThrow()
                                .get("status", "phase"),
                "ceph " + ceph(lab).get("health") + " " + ceph(lab).get("details"),
                "rgw " + readyStoreEndpoints(lab),
                "secret " + (secret == null ? "none" : complete ? "complete" : "incomplete"));
    }

    private String claimPhase() {
        return homelab.kubernetes
                .store()
                .custom("objectbucket.io/v1alpha1", "ObjectBucketClaim", "monitoring", "loki-bucket")
                .orElseThrow()
                .get("status", "phase")
                .toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> ceph(Homelab lab) {
        return (Map<String, Object>) lab.kubernetes
                .store()
                .custom("ceph.rook.io/v1", "CephCluster", "storage", "rook-ceph")
                .orElseThrow()
                .get("status", "ceph");
    }

    private static long readyStoreEndpoints(Homelab lab) {
        return lab
                .client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace("storage")
                .withLabel("kubernetes.io/service-name", "rook-ceph-rgw-storage")
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> endpoint.getConditions().getReady())
                .count();
    }

    private Secret secret() {
        return client.secrets()
                .inNamespace("monitoring")
                .withName("loki-s3-credentials")
                .get();
    }

    private Pod loki() {
        return client.pods().inNamespace("monitoring").withName("loki-0").get();
    }

    private ContainerStatus container(String name) {
        return loki().getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private int readyReplicasOfLoki() {
        return client.apps()
                .statefulSets()
                .inNamespace("monitoring")
                .withName("loki")
                .get()
                .getStatus()
                .getReadyReplicas();
    }

    private DaemonSetStatus daemonSet(String name) {
        return client.apps()
                .daemonSets()
                .inNamespace("monitoring")
                .withName(name)
                .get()
                .getStatus();
    }

    private List<Pod> pods(String selector) {
        return client.pods()
                .inNamespace("monitoring")
                .withLabelSelector(selector)
                .list()
                .getItems();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
