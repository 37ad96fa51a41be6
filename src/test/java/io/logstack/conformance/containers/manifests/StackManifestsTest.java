package io.logstack.conformance.containers.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackManifestsTest {
    private final StackManifests manifests = Rendered.manifests();
    private final List<HasMetadata> objects = manifests.objects();

    @TempDir
    private Path directory;

    @Test
    void everyFieldIsOneOfKubernetes() {
        assertThat(objects)
                .allSatisfy(object -> assertThat(UnknownFields.of(object))
                        .as(References.id(object))
                        .isEmpty());
    }

    @Test
    void aFieldThatKubernetesDoesNotHaveIsSeen() throws Exception {
        StatefulSet loki = Rendered.one(objects, StatefulSet.class, "loki");
        loki.getSpec().getTemplate().getSpec().getContainers().get(0).setAdditionalProperty("imagePullPolice", "Never");

        assertThat(UnknownFields.of(loki)).containsExactly(".spec.template.spec.containers[0].imagePullPolice");
    }

    @Test
    void whatIsMentionedIsThere() {
        assertThat(new References(objects).broken()).isEmpty();
    }

    @Test
    void whatIsMentionedAndNotThereIsSeen() {
        StatefulSet loki = Rendered.one(objects, StatefulSet.class, "loki");
        loki.getSpec().getTemplate().getSpec().setServiceAccountName("nobody");
        loki.getSpec().getTemplate().getMetadata().getLabels().remove("app.kubernetes.io/component");
        loki.getSpec()
                .getTemplate()
                .getSpec()
                .getVolumes()
                .get(1)
                .getConfigMap()
                .setName("nothing");
        List<HasMetadata> all = objects.stream()
                .map(object -> object instanceof StatefulSet set
                                && set.getMetadata().getName().equals("loki")
                        ? loki
                        : object)
                .toList();

        assertThat(new References(all).broken())
                .anySatisfy(wrong -> assertThat(wrong).contains("ServiceAccount nobody"))
                .anySatisfy(wrong -> assertThat(wrong).startsWith("StatefulSet monitoring/loki selects"))
                .anySatisfy(wrong -> assertThat(wrong).contains("ConfigMap nothing"))
                .anySatisfy(wrong -> assertThat(wrong).startsWith("Service monitoring/loki selects no pods"));
    }

    @Test
    void noObjectIsThereTwice() {
        assertThat(objects).extracting(References::id).doesNotHaveDuplicates();
    }

    @Test
    void everyNamespaceIsThereBeforeWhatIsInIt() {
        List<String> namespaces = Rendered.all(objects, Namespace.class, any -> true).stream()
                .map(namespace -> namespace.getMetadata().getName())
                .toList();
        assertThat(objects.subList(0, namespaces.size())).allMatch(Namespace.class::isInstance);
        assertThat(objects)
                .filteredOn(object -> object.getMetadata().getNamespace() != null)
                .extracting(object -> object.getMetadata().getNamespace())
                .isSubsetOf(namespaces);
    }

    @Test
    void everyAccountWithRightsIsThere() {
        assertThat(Rendered.all(objects, ClusterRoleBinding.class, any -> true))
                .flatExtracting(ClusterRoleBinding::getSubjects)
                .allSatisfy(subject -> assertThat(objects)
                        .extracting(References::id)
                        .contains("ServiceAccount " + subject.getNamespace() + "/" + subject.getName()));
    }

    @Test
    void everyPodThatRunsHasItsImageFromTheCatalogue() {
        assertThat(manifests.images())
                .containsExactly(
                        "registry.example/images.alloy:1.2.3",
                        "registry.example/images.canary:1.2.3",
                        "registry.example/images.gateway:1.2.3",
                        "registry.example/images.grafana:1.2.3",
                        "registry.example/images.loki:1.2.3",
                        "registry.example/images.prometheus:1.2.3",
                        "registry.example/workload.probe-image:1.2.3");
    }

    @Test
    void withoutAnImageOfGrafanaThereIsNone() {
        Images without = key -> key.equals("images.grafana")
                ? Optional.empty()
                : Rendered.SETTINGS.images().image(key);
        List<HasMetadata> left =
                Rendered.with(Settings.of(without, Rendered.STORE)).objects();

        assertThat(left).extracting(References::id).noneMatch(id -> id.contains("grafana"));
        assertThat(new References(left).broken()).isEmpty();
    }

    @Test
    void withoutAnImageOfAnythingElseNothingIsMade() {
        Images without = key -> key.equals("images.alloy")
                ? Optional.empty()
                : Rendered.SETTINGS.images().image(key);

        assertThatThrownBy(() -> Rendered.with(Settings.of(without, Rendered.STORE)))
                .isInstanceOf(ManifestException.class)
                .hasMessage("DaemonSet monitoring/alloy needs an image, and the profile's images.alloy names none");
    }

    @Test
    void noStatusIsClaimed() {
        assertThat(manifests.shown()).doesNotContain("\nstatus:");
    }

    @Test
    void theRunbooksServiceLeadsToTheObjectStore() {
        Service service = Rendered.one(objects, Service.class, "rook-ceph-rgw-storage");
        EndpointSlice slice = Rendered.one(objects, EndpointSlice.class, "rook-ceph-rgw-storage-minio");

        assertThat(service.getSpec().getSelector()).isNullOrEmpty();
        assertThat(slice.getMetadata().getLabels())
                .containsEntry(
                        "kubernetes.io/service-name", service.getMetadata().getName());
        assertThat(slice.getMetadata().getNamespace())
                .isEqualTo(service.getMetadata().getNamespace());
        assertThat(slice.getEndpoints().get(0).getAddresses()).containsExactly("192.0.2.7");
        assertThat(slice.getPorts().get(0).getPort()).isEqualTo(9000);
        assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort()).isEqualTo(80);
            assertThat(port.getName()).isEqualTo(slice.getPorts().get(0).getName());
        });
    }

    @Test
    void lokiAsksAsTheObjectStoresUserWhoIsShownToNobody() {
        Secret secret = Rendered.one(objects, Secret.class, "loki-s3-credentials");

        assertThat(secret.getStringData())
                .containsEntry("AWS_ACCESS_KEY_ID", "an-access-key")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "a-secret-key");
        assertThat(manifests.shown())
                .doesNotContain("an-access-key", "a-secret-key")
                .contains("AWS_SECRET_ACCESS_KEY");
        assertThat(Rendered.STORE.toString()).doesNotContain("key");
    }

    @Test
    void theRulesOfTheOperatorAreWhatPrometheusReads() {
        ConfigMap rules = Rendered.one(objects, ConfigMap.class, Rules.CONFIG_MAP);

        assertThat(rules.getData()).containsOnlyKeys("monitoring-logging.yaml");
        assertThat(rules.getData().get("monitoring-logging.yaml"))
                .contains("groups:", "alert: \"LokiNoLogsIngested\"")
                .doesNotContain("PrometheusRule");
    }

    @Test
    void theOperatorsOwnConfigurationReplacesTheFixtures() {
        StackManifests own = Rendered.with(new Settings(
                Rendered.SETTINGS.images(),
                Rendered.STORE,
                Optional.of("auth_enabled: true\n"),
                Map.of("BURST", "12"),
                Optional.of("logging {}\n"),
                Map.of("mine.yaml", "groups: []\n")));

        List<HasMetadata> changed = own.objects();
        assertThat(Rendered.one(changed, ConfigMap.class, "loki").getData())
                .containsEntry("config.yaml", "auth_enabled: true\n");
        assertThat(Rendered.one(changed, Secret.class, "loki-s3-credentials").getStringData())
                .containsOnlyKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "BURST");
        assertThat(Rendered.one(changed, ConfigMap.class, "alloy").getData())
                .containsEntry("config.alloy", "logging {}\n");
        assertThat(Rendered.one(changed, ConfigMap.class, Rules.CONFIG_MAP).getData())
                .containsExactly(Map.entry("mine.yaml", "groups: []\n"));
    }

    @Test
    void leavingOutWhatIsNotThereIsAMistake() throws Exception {
        Files.writeString(
                directory.resolve("left-out.yaml"),
                "groups: {gone.example: old}\nkinds: {}\nobjects: {Node k8s-9: old}\n");

        assertThatThrownBy(() -> StackManifests.of(Rendered.CLUSTER, directory, Rendered.SETTINGS))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("names what is not in fixtures/cluster: Node k8s-9, gone.example");
    }
}
