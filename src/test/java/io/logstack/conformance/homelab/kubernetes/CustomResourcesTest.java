package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The custom resources that the catalogue reads, and the rules of their kind. */
final class CustomResourcesTest {
    private static Homelab homelab;

    @BeforeAll
    static void start() {
        homelab = Homelab.start();
    }

    @AfterAll
    static void stop() {
        homelab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "helm.toolkit.fluxcd.io, v2, HelmRelease, helmreleases, monitoring, loki",
        "helm.toolkit.fluxcd.io, v2, HelmRelease, helmreleases, monitoring, alloy",
        "source.toolkit.fluxcd.io, v1, GitRepository, gitrepositories, flux-system, flux-system",
        "source.toolkit.fluxcd.io, v1, HelmRepository, helmrepositories, flux-system, grafana",
        "ceph.rook.io, v1, CephCluster, cephclusters, storage, rook-ceph",
        "ceph.rook.io, v1, CephObjectStore, cephobjectstores, storage, storage",
        "objectbucket.io, v1alpha1, ObjectBucketClaim, objectbucketclaims, monitoring, loki-bucket",
        "monitoring.coreos.com, v1, PrometheusRule, prometheusrules, monitoring, logging",
    })
    void servesWhatTheFixturesDeclare(
            String group, String version, String kind, String plural, String namespace, String name) {
        GenericKubernetesResource found = of(group, version, kind, plural)
                .inNamespace(namespace)
                .withName(name)
                .get();
        assertThat(found).isNotNull();
        assertThat(found.getKind()).isEqualTo(kind);
        assertThat(of(group, version, kind, plural)
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .extracting(object -> object.getMetadata().getName())
                .contains(name);
    }

    @Test
    void carriesTheHealthOfTheStack() {
        assertThat(release().get("status", "conditions", 0, "status").toString())
                .isEqualTo("True");
        assertThat((List<?>) release().get("status", "history")).hasSize(2);
        assertThat(release().get("status", "observedGeneration").toString())
                .isEqualTo(release().getMetadata().getGeneration().toString());
        assertThat(release()
                        .get("spec", "values", "singleBinary", "resources", "limits", "memory")
                        .toString())
                .isEqualTo("4Gi");
        GenericKubernetesResource ceph = of("ceph.rook.io", "v1", "CephCluster", "cephclusters")
                .inNamespace("storage")
                .withName("rook-ceph")
                .get();
        assertThat(ceph.get("status", "ceph", "health").toString()).isEqualTo("HEALTH_OK");
    }

    @Test
    void measuresPods() {
        PodMetrics metrics = homelab.client.top().pods().metrics("monitoring", "loki-0");
        assertThat(metrics.getContainers())
                .extracting(container -> container.getName())
                .containsExactly("loki", "loki-sc-rules");
    }

    @Test
    void suspendsByMergePatch() {
        GenericKubernetesResource before = alloy().get();
        GenericKubernetesResource patched =
                alloy().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":true}}");
        assertThat(patched.get("spec", "suspend").toString()).isEqualTo("true");
        assertThat(patched.getMetadata().getGeneration())
                .isEqualTo(before.getMetadata().getGeneration() + 1);
        assertThat(patched.get("status", "helmChart").toString()).isEqualTo("flux-system/monitoring-alloy");
    }

    @Test
    void hasNoStrategicMerge() {
        assertThatThrownBy(() -> alloy().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"spec\":{}}"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(415));
    }

    @Test
    void writesTheStatusByItsOwnPath() {
        Resource<GenericKubernetesResource> claim = of(
                        "objectbucket.io", "v1alpha1", "ObjectBucketClaim", "objectbucketclaims")
                .inNamespace("monitoring")
                .withName("loki-bucket");
        claim.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"phase\":\"Lost\"}}");
        assertThat(claim.get().get("status", "phase").toString()).isEqualTo("Bound");
        GenericKubernetesResource changed = claim.get();
        changed.setAdditionalProperty("status", Map.of("phase", "Lost"));
        homelab.client.resource(changed).updateStatus();
        assertThat(claim.get().get("status", "phase").toString()).isEqualTo("Lost");
    }

    @Test
    void refusesWhatTheDefinitionDoesNotAdmit() {
        GenericKubernetesResource other = copy("other", Map.of("interval", "1d", "chart", Map.of("spec", Map.of())));
        assertThatThrownBy(() -> homelab.client.resource(other).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(422);
                    assertThat(refused.getStatus().getMessage())
                            .contains("HelmRelease.helm.toolkit.fluxcd.io \"other\" is invalid", "spec.interval");
                    assertThat(refused.getStatus().getDetails().getCauses()).hasSize(3);
                });
        assertThatThrownBy(() -> homelab.client
                        .resource(copy("applied", Map.of("interval", "soon")))
                        .fieldManager("alice")
                        .serverSideApply())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(422));
    }

    @Test
    void letsPassWhatWasViolatedBefore() {
        try (Homelab older = Homelab.start(new Faults(List.of(Fault.EXPORT_NOT_APPLICABLE)), options -> options)) {
            Resource<GenericKubernetesResource> loki = older.client
                    .genericKubernetesResources("helm.toolkit.fluxcd.io/v2", "HelmRelease")
                    .inNamespace("monitoring")
                    .withName("loki");
            assertThat(loki.get().get("spec", "timeout").toString()).isEqualTo("1d");
            GenericKubernetesResource labelled = loki.get();
            labelled.getMetadata().setLabels(Map.of("a", "b"));
            assertThat(older.client.resource(labelled).update().getMetadata().getLabels())
                    .containsEntry("a", "b");
        }
    }

    private static GenericKubernetesResource copy(String name, Map<String, Object> spec) {
        GenericKubernetesResource copy = new GenericKubernetesResource();
        copy.setApiVersion("helm.toolkit.fluxcd.io/v2");
        copy.setKind("HelmRelease");
        copy.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace("monitoring")
                .build());
        copy.setAdditionalProperty("spec", spec);
        return copy;
    }

    private static GenericKubernetesResource release() {
        return of("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases")
                .inNamespace("monitoring")
                .withName("loki")
                .get();
    }

    private static Resource<GenericKubernetesResource> alloy() {
        return of("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases")
                .inNamespace("monitoring")
                .withName("alloy");
    }

    private static MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(String group, String version, String kind, String plural) {
        return homelab.client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build());
    }
}
