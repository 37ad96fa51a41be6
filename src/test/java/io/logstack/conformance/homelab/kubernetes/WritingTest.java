package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Create, update, patch, delete, and what is refused. */
final class WritingTest {
    private static Homelab homelab;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        homelab = Homelab.start();
        client = homelab.client;
    }

    @AfterAll
    static void stop() {
        homelab.close();
    }

    @Test
    void createsWithIdentity() {
        ConfigMap made = client.resource(map("identity", "a", "1")).create();
        assertThat(made.getMetadata().getUid()).isNotEmpty();
        assertThat(made.getMetadata().getResourceVersion()).isNotEmpty();
        assertThat(made.getMetadata().getCreationTimestamp()).isNotEmpty();
        assertThat(get("identity")).isEqualTo(made);
    }

    @Test
    void completesAGeneratedName() {
        ConfigMap made = client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withGenerateName("generated-")
                        .withNamespace("app")
                        .endMetadata()
                        .build())
                .create();
        assertThat(made.getMetadata().getName()).matches("generated-[a-z0-9]{5}");
    }

    @Test
    void refusesANameThatIsTaken() {
        client.resource(map("taken", "a", "1")).create();
        refused(
                () -> client.resource(map("taken", "a", "2")).create(),
                409,
                "AlreadyExists",
                "\"taken\" already exists");
    }

    @Test
    void refusesANamespaceThatIsNotThere() {
        refused(
                () -> client.resource(new ConfigMapBuilder(map("x", "a", "1"))
                                .editMetadata()
                                .withNamespace("nowhere")
                                .endMetadata()
                                .build())
                        .create(),
                404,
                "NotFound",
                "namespaces \"nowhere\" not found");
    }

    @Test
    void answersNullForWhatIsNotThere() {
        assertThat(get("absent")).isNull();
        refused(
                () -> client.resource(map("absent", "a", "1")).update(),
                404,
                "NotFound",
                "configmaps \"absent\" not found");
    }

    @Test
    void refusesAnInvalidObjectWithAllItsCauses() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("Bad_Name")
                .withNamespace("app")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .endContainer()
                .endSpec()
                .build();
        assertThatThrownBy(() -> client.resource(pod).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(422);
                    assertThat(refused.getStatus().getReason()).isEqualTo("Invalid");
                    assertThat(refused.getStatus().getDetails().getCauses())
                            .extracting(StatusCause::getField)
                            .containsExactlyInAnyOrder("metadata.name", "spec.containers[0].image");
                });
    }

    @Test
    void refusesATemplateThatItsSelectorDoesNotSelect() {
        Deployment wrong = new DeploymentBuilder(deployment("frontend"))
                .withNewMetadata()
                .withName("wrong")
                .withNamespace("app")
                .endMetadata()
                .editSpec()
                .editTemplate()
                .editMetadata()
                .withLabels(Map.of("other", "label"))
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        refused(() -> client.resource(wrong).create(), 422, "Invalid", "`selector` does not match template `labels`");
    }

    @Test
    void refusesAnUpdateOfAnOldState() {
        ConfigMap old = client.resource(map("stale", "a", "1")).create();
        client.resource(new ConfigMapBuilder(old).addToData("b", "2").build()).update();
        refused(
                () -> client.resource(
                                new ConfigMapBuilder(old).addToData("c", "3").build())
                        .update(),
                409,
                "Conflict",
                "the object has been modified");
        assertThat(get("stale").getData()).containsOnlyKeys("a", "b");
    }

    @Test
    void anUpdateThatChangesNothingIsNoWrite() {
        ConfigMap made = client.resource(map("same", "a", "1")).create();
        ConfigMap again = client.resource(made).update();
        assertThat(again.getMetadata().getResourceVersion())
                .isEqualTo(made.getMetadata().getResourceVersion());
    }

    @Test
    void countsGenerationsByTheSpecificationAlone() {
        Deployment made = client.resource(new DeploymentBuilder(deployment("backend"))
                        .withNewMetadata()
                        .withName("generations")
                        .withNamespace("app")
                        .endMetadata()
                        .build())
                .create();
        Deployment labelled = client.apps()
                .deployments()
                .inNamespace("app")
                .withName("generations")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
        assertThat(labelled.getMetadata().getGeneration())
                .isEqualTo(made.getMetadata().getGeneration());
        Deployment scaled = client.apps()
                .deployments()
                .inNamespace("app")
                .withName("generations")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":0}}");
        assertThat(scaled.getMetadata().getGeneration())
                .isEqualTo(made.getMetadata().getGeneration() + 1);
    }

    @Test
    void theObjectsPathLeavesTheStatusAlone() {
        client.apps()
                .deployments()
                .inNamespace("app")
                .withName("frontend")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"readyReplicas\":77}}");
        assertThat(deployment("frontend").getStatus().getReadyReplicas()).isEqualTo(2);
    }

    @Test
    void mergesWithNullAsRemoval() {
        client.resource(map("merged", "a", "1")).create();
        ConfigMap patched = client.configMaps()
                .inNamespace("app")
                .withName("merged")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"a\":null,\"b\":\"2\"}}");
        assertThat(patched.getData()).containsExactly(Map.entry("b", "2"));
    }

    @Test
    void appliesJsonPatchOperations() {
        client.resource(map("operated", "a", "1")).create();
        ConfigMap patched = client.configMaps()
                .inNamespace("app")
                .withName("operated")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"1\"},"
                                + "{\"op\":\"add\",\"path\":\"/data/b\",\"value\":\"2\"}]");
        assertThat(patched.getData()).containsEntry("b", "2");
        refused(
                () -> client.configMaps()
                        .inNamespace("app")
                        .withName("operated")
                        .patch(
                                PatchContext.of(PatchType.JSON),
                                "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"other\"}]"),
                422,
                "Invalid",
                "");
    }

    @Test
    void editsByTheClientsOwnPatch() {
        client.resource(map("edited", "a", "1")).create();
        client.configMaps()
                .inNamespace("app")
                .withName("edited")
                .edit(current ->
                        new ConfigMapBuilder(current).addToData("b", "2").build());
        assertThat(get("edited").getData()).containsOnlyKeys("a", "b");
    }

    @Test
    void mergesContainersByNameStrategically() {
        client.resource(new DeploymentBuilder(deployment("backend"))
                        .withNewMetadata()
                        .withName("strategic")
                        .withNamespace("app")
                        .endMetadata()
                        .build())
                .create();
        Deployment patched = client.apps()
                .deployments()
                .inNamespace("app")
                .withName("strategic")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\":{\"template\":{\"spec\":{\"containers\":["
                                + "{\"name\":\"backend\",\"image\":\"docker.io/library/busybox:1.36.1\"},"
                                + "{\"name\":\"second\",\"image\":\"docker.io/library/busybox:1.37.0\"}]}}}}");
        assertThat(patched.getSpec().getTemplate().getSpec().getContainers())
                .extracting(container -> container.getName() + " " + container.getImage())
                .containsExactly("backend docker.io/library/busybox:1.36.1", "second docker.io/library/busybox:1.37.0");
        assertThat(patched.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getCommand())
                .isNotEmpty();
        Deployment without = client.apps()
                .deployments()
                .inNamespace("app")
                .withName("strategic")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\":{\"template\":{\"spec\":{\"containers\":["
                                + "{\"name\":\"second\",\"$patch\":\"delete\"}]}}}}");
        assertThat(without.getSpec().getTemplate().getSpec().getContainers()).hasSize(1);
    }

    @Test
    void aDryRunKeepsNothing() {
        ConfigMap tried = client.resource(map("tried", "a", "1")).dryRun().create();
        assertThat(tried.getMetadata().getUid()).isNotEmpty();
        assertThat(get("tried")).isNull();

        ConfigMap kept = client.resource(map("kept", "a", "1")).create();
        ConfigMap updated = client.resource(
                        new ConfigMapBuilder(kept).addToData("b", "2").build())
                .dryRun()
                .update();
        assertThat(updated.getData()).containsKey("b");
        client.configMaps()
                .inNamespace("app")
                .withName("kept")
                .dryRun()
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"c\":\"3\"}}");
        client.configMaps().inNamespace("app").withName("kept").dryRun().delete();
        assertThat(get("kept")).isEqualTo(kept);
        refused(() -> client.resource(map("kept", "a", "1")).dryRun().create(), 409, "AlreadyExists", "kept");
    }

    @Test
    void encodesASecretsPlainText() {
        Secret made = client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("plain")
                        .withNamespace("app")
                        .endMetadata()
                        .addToStringData("key", "value")
                        .build())
                .create();
        assertThat(made.getData()).containsExactly(Map.entry("key", "dmFsdWU="));
        assertThat(made.getStringData()).isNullOrEmpty();
    }

    @Test
    void deletesAndSaysSo() {
        client.resource(map("deleted", "a", "1")).create();
        assertThat(client.configMaps().inNamespace("app").withName("deleted").delete())
                .hasSize(1);
        assertThat(get("deleted")).isNull();
        assertThat(client.configMaps().inNamespace("app").withName("deleted").delete())
                .isEmpty();
    }

    @Test
    void keepsWhatHasAFinalizerUntilItIsRemoved() {
        client.resource(new ConfigMapBuilder(map("held", "a", "1"))
                        .editMetadata()
                        .addToFinalizers("example.org/hold")
                        .endMetadata()
                        .build())
                .create();
        client.configMaps().inNamespace("app").withName("held").delete();
        assertThat(get("held").getMetadata().getDeletionTimestamp()).isNotNull();
        client.configMaps()
                .inNamespace("app")
                .withName("held")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
        assertThat(get("held")).isNull();
    }

    @Test
    void deletesACollectionBySelector() {
        for (int i = 0; i < 3; i++) {
            client.resource(new ConfigMapBuilder(map("many-" + i, "a", "1"))
                            .editMetadata()
                            .addToLabels("many", i < 2 ? "yes" : "no")
                            .endMetadata()
                            .build())
                    .create();
        }
        client.configMaps().inNamespace("app").withLabel("many", "yes").delete();
        assertThat(client.configMaps()
                        .inNamespace("app")
                        .withLabel("many")
                        .list()
                        .getItems())
                .extracting(map -> map.getMetadata().getName())
                .containsExactly("many-2");
    }

    @Test
    void orphansWhatItIsToldTo() {
        client.resource(new DeploymentBuilder(deployment("backend"))
                        .withNewMetadata()
                        .withName("parent")
                        .withNamespace("app")
                        .endMetadata()
                        .build())
                .create();
        Eventually.that(
                "the deployment has a ReplicaSet",
                () -> assertThat(setsOf("parent")).isEqualTo(1));
        client.apps()
                .deployments()
                .inNamespace("app")
                .withName("parent")
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("app")
                        .withName("parent")
                        .get())
                .isNull();
        assertThat(setsOf("parent")).isEqualTo(1);
    }

    private static long setsOf(String deployment) {
        return client.apps().replicaSets().inNamespace("app").list().getItems().stream()
                .filter(set -> set.getMetadata().getName().startsWith(deployment + "-"))
                .count();
    }

    private static Deployment deployment(String name) {
        Deployment found =
                client.apps().deployments().inNamespace("app").withName(name).get();
        found.getMetadata().setResourceVersion(null);
        return found;
    }

    private static ConfigMap get(String name) {
        return client.configMaps().inNamespace("app").withName(name).get();
    }

    private static ConfigMap map(String name, String key, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("app")
                .endMetadata()
                .addToData(key, value)
                .build();
    }

    private static void refused(ThrowingCallable call, int code, String reason, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
            assertThat(refused.getCode()).isEqualTo(code);
            assertThat(refused.getStatus().getReason()).isEqualTo(reason);
            assertThat(refused.getStatus().getMessage()).contains(words);
        });
    }
}
