package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Server-side apply: owners, conflicts, and fields that are no longer named. */
final class ServerSideApplyTest {
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
    void createsAndNotesTheOwner() {
        ConfigMap made = apply("alice", "created", "a", "1");
        assertThat(made.getData()).containsEntry("a", "1");
        assertThat(made.getMetadata().getManagedFields())
                .singleElement()
                .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getOperation)
                .containsExactly("alice", "Apply");
    }

    @Test
    void removesWhatItsOwnerNoLongerNames() {
        homelab.client
                .resource(map("shrunk", "a", "1", "b", "2"))
                .fieldManager("alice")
                .serverSideApply();
        assertThat(apply("alice", "shrunk", "b", "2").getData()).containsOnlyKeys("b");
    }

    @Test
    void keepsWhatOthersOwn() {
        apply("alice", "shared", "a", "1");
        assertThat(apply("bob", "shared", "b", "2").getData()).containsOnlyKeys("a", "b");
        assertThat(apply("alice", "shared", "c", "3").getData()).containsOnlyKeys("b", "c");
    }

    @Test
    void refusesToChangeWhatAnotherOwnsAndTakesItByForce() {
        apply("alice", "contested", "a", "1");
        assertThatThrownBy(() -> apply("bob", "contested", "a", "2"))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(409);
                    assertThat(refused.getStatus().getMessage()).contains("conflict", "\"alice\"", ".data.a");
                });
        ConfigMap forced = homelab.client
                .resource(map("contested", "a", "2"))
                .fieldManager("bob")
                .forceConflicts()
                .serverSideApply();
        assertThat(forced.getData()).containsEntry("a", "2");
        assertThatThrownBy(() -> apply("alice", "contested", "a", "3"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(409));
    }

    @Test
    void anUpdateTakesTheFieldsThatItChanges() {
        apply("alice", "updated", "a", "1");
        homelab.client
                .configMaps()
                .inNamespace("app")
                .withName("updated")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("carol")
                                .build(),
                        "{\"data\":{\"a\":\"9\"}}");
        assertThatThrownBy(() -> apply("alice", "updated", "a", "1"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getStatus().getMessage()).contains("\"carol\""));
    }

    @Test
    void mergesKeyedLists() {
        Deployment live = homelab.client
                .apps()
                .deployments()
                .inNamespace("app")
                .withName("frontend")
                .get();
        Deployment applied = homelab.client
                .apps()
                .deployments()
                .inNamespace("app")
                .withName("frontend")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("dave")
                                .build(),
                        """
                        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"frontend","namespace":"app"},
                         "spec":{"template":{"spec":{"containers":[
                           {"name":"frontend","env":[{"name":"MODE","value":"fast"}]}]}}}}""");
        assertThat(applied.getSpec().getTemplate().getSpec().getContainers())
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.getImage())
                            .isEqualTo(live.getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .get(0)
                                    .getImage());
                    assertThat(container.getEnv()).extracting(EnvVar::getName).containsExactly("MODE");
                });
    }

    @Test
    void aDryRunAppliesNothing() {
        homelab.client
                .resource(map("tried", "a", "1"))
                .dryRun()
                .fieldManager("alice")
                .serverSideApply();
        assertThat(homelab.client
                        .configMaps()
                        .inNamespace("app")
                        .withName("tried")
                        .get())
                .isNull();
    }

    private static ConfigMap apply(String manager, String name, String... data) {
        return homelab.client.resource(map(name, data)).fieldManager(manager).serverSideApply();
    }

    private static ConfigMap map(String name, String... data) {
        ConfigMapBuilder builder = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("app")
                .endMetadata();
        for (int i = 0; i < data.length; i += 2) {
            builder.addToData(data[i], data[i + 1]);
        }
        return builder.build();
    }
}
