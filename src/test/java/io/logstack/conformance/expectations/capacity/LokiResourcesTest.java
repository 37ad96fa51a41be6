package io.logstack.conformance.expectations.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Loki is given and what it uses. */
class LokiResourcesTest {
    private static final Profile PROFILE = Profiles.load(Path.of("profiles/reference.yaml"), Map.of());
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void enoughMemoryIsEnoughWhereTheProfileSaysNothingOfCpu() {
        assertThatCode(() -> given(PROFILE, cluster(pod(Map.of("memory", "2Gi"), Map.of("memory", "4096Mi")), "")))
                .doesNotThrowAnyException();
    }

    @Test
    void lessThanTheProfilesIsAViolation() {
        assertThatThrownBy(() -> given(PROFILE, cluster(pod(Map.of("memory", "2G"), Map.of("memory", "4Gi")), "")))
                .hasMessageContainingAll("requests.memory of at least 2147483648", "2000000000");
    }

    @Test
    void cpuIsJudgedByTheProfile() {
        Profile profile = Profiles.load(Path.of("profiles/reference.yaml"), Map.of("capacity.limits-cpu", "2"));
        Map<String, String> requests = Map.of("memory", "2Gi");
        assertThatThrownBy(() -> given(profile, cluster(pod(requests, Map.of("memory", "4Gi")), "")))
                .hasMessageContainingAll("limits.cpu of at least 2", "none");
        assertThatCode(() -> given(profile, cluster(pod(requests, Map.of("memory", "4Gi", "cpu", "2000m")), "")))
                .doesNotThrowAnyException();
    }

    @Test
    void nothingSetIsAViolationOfEach() {
        assertThatThrownBy(() -> given(PROFILE, cluster(pod(Map.of(), Map.of()), "")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("requests.memory", "limits.memory");
    }

    @Test
    void withoutPodOrContainerThereIsNoEvidence() {
        assertThatThrownBy(() -> given(PROFILE, new BareCluster()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 pods");
        Pod other = pod(Map.of("memory", "2Gi"), Map.of("memory", "4Gi"));
        other.getSpec().getContainers().get(0).setName("sidecar");
        assertThatThrownBy(() -> given(PROFILE, cluster(other, "")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 pods and 0 such containers");
        assertThatThrownBy(() -> used(new BareCluster()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a Loki pod to measure");
    }

    @Test
    void shareOfTheLimits() {
        assertThatCode(() -> used(cluster(limited(), "{cpu: 1599m, memory: 3686Mi}")))
                .doesNotThrowAnyException();
        assertThat(evidence.values())
                .anySatisfy((name, value) -> assertThat(value).hasToString("79.95"));
        assertThatThrownBy(() -> used(cluster(limited(), "{cpu: 1600m, memory: 1Gi}")))
                .hasMessageContaining("cpu under 80% of its limit");
        assertThatThrownBy(() -> used(cluster(limited(), "{cpu: 100000000n, memory: 3780Mi}")))
                .hasMessageContaining("memory under 90% of its limit");
    }

    @Test
    void aLimitOfWhichNoUseIsMeasuredIsNoEvidence() {
        assertThatThrownBy(() -> used(cluster(limited(), "{cpu: 100m}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no measurement of it");
    }

    @Test
    void noCpuLimitLeavesMemoryToJudgeAndNoLimitNothing() {
        assertThatCode(() -> used(cluster(pod(Map.of(), Map.of("memory", "4Gi")), "{cpu: '9', memory: 1Gi}")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> used(cluster(pod(Map.of(), Map.of()), "{cpu: '9', memory: 1Gi}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a limit to judge by");
    }

    @Test
    void anUnmeasuredPodIsAViolationUnlessItIsNew() {
        assertThatThrownBy(() -> used(cluster(limited(), "")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("old enough for one");
        Pod young = limited();
        young.getStatus().setStartTime(Instant.now().toString());
        assertThatThrownBy(() -> used(cluster(young, "")))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("It can be judged from");
    }

    private void given(Profile profile, BareCluster cluster) {
        new LokiResourcesSetIT().everyLokiAsksForEnough(cluster, profile, evidence);
    }

    private void used(BareCluster cluster) {
        new LokiUsesLessThanItsLimitsIT().everyLokiHasRoomLeft(cluster, PROFILE, evidence);
    }

    private static Pod limited() {
        return pod(Map.of(), Map.of("cpu", "2", "memory", "4Gi"));
    }

    private static Pod pod(Map<String, String> requests, Map<String, String> limits) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("monitoring")
                .withName("loki-0")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("loki")
                .withNewResources()
                .withRequests(quantities(requests))
                .withLimits(quantities(limits))
                .endResources()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withStartTime(anHourAgo())
                .endStatus()
                .build();
    }

    private static Map<String, Quantity> quantities(Map<String, String> amounts) {
        return amounts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, amount -> Quantity.parse(amount.getValue())));
    }

    /** A cluster of one Loki pod, of which the metrics API has measured a usage, or nothing. */
    private static BareCluster cluster(Pod pod, String usage) {
        return new BareCluster() {
            @Override
            public List<Pod> pods(String namespace, String selector) {
                return List.of(pod);
            }

            @Override
            public Optional<GenericKubernetesResource> custom(
                    String apiVersion, String kind, String plural, String namespace, String name) {
                return usage.isEmpty() || !plural.equals("pods")
                        ? Optional.empty()
                        : Optional.of(YAML.unmarshal(
                                "---\n{apiVersion: metrics.k8s.io/v1beta1, kind: PodMetrics, metadata: {name: loki-0},"
                                        + " containers: [{name: loki, usage: " + usage + "}]}",
                                GenericKubernetesResource.class));
            }
        };
    }

    private static String anHourAgo() {
        return Instant.now().minus(Duration.ofHours(1)).toString();
    }
}
