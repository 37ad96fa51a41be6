package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.logstack.conformance.expectations.backup.Export;
import io.logstack.conformance.homelab.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A HelmRelease that is deleted uninstalls its release, and one that is applied installs it. */
final class HelmReleasesTest {
    private static final String CLAIM = "storage-loki-0";

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
    void theDeletionTakesPodsAndVolumeAlong() {
        release("loki").delete();
        Eventually.that("Loki is uninstalled", () -> {
            assertThat(release("loki").get()).isNull();
            assertThat(pods("loki")).isEmpty();
            assertThat(claim()).isNull();
            assertThat(client.services()
                            .inNamespace("monitoring")
                            .withName("loki-gateway")
                            .get())
                    .isNull();
        });
        assertThat(pods("alloy")).hasSize(3);
    }

    @Test
    void whatIsAppliedAgainIsInstalledOnANewVolume() {
        GenericKubernetesResource backup = Export.of(release("loki").get());
        String before = claim().getMetadata().getUid();
        int pods = pods("loki").size();
        uninstall();
        client.resource(backup).create();
        Eventually.that("Loki is installed", () -> {
            assertThat(ready()).containsExactly("True", "InstallSucceeded");
            assertThat(pods("loki")).hasSize(pods);
            assertThat(claim().getMetadata().getUid()).isNotEqualTo(before);
        });
        assertThat(release("loki").get().<List<?>>get("status", "history")).hasSize(1);
    }

    @Test
    void anInstallationThatTimesOutSaysSo() {
        homelab.faults.set(Fault.RESTORE_FAILS, true);
        GenericKubernetesResource backup = Export.of(release("loki").get());
        uninstall();
        client.resource(backup).create();
        Eventually.that(
                "the installation has failed", () -> assertThat(ready()).containsExactly("False", "InstallFailed"));
    }

    @Test
    void aPodWaitsForTheSecretOfItsEnvironment() {
        GenericKubernetesResource backup = Export.of(release("loki").get());
        var secret = client.secrets()
                .inNamespace("monitoring")
                .withName("loki-s3-credentials")
                .get();
        uninstall();
        client.resource(secret).delete();
        client.resource(backup).create();
        Eventually.that("the pod is there", () -> assertThat(loki()).isNotNull());
        assertThat(loki().getStatus().getContainerStatuses()).isEmpty();
        secret.getMetadata().setResourceVersion(null);
        client.resource(secret).create();
        Eventually.that(
                "it runs", () -> assertThat(loki().getStatus().getPhase()).isEqualTo("Running"));
    }

    @Test
    void whatIsSuspendedIsLeftAlone() {
        release("alloy").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":true}}");
        release("alloy").delete();
        Eventually.that(
                "the release is gone", () -> assertThat(release("alloy").get()).isNull());
        assertThat(pods("alloy")).hasSize(3);
    }

    private void uninstall() {
        release("loki").delete();
        Eventually.that("Loki is uninstalled", () -> {
            assertThat(release("loki").get()).isNull();
            assertThat(pods("loki")).isEmpty();
        });
    }

    private Pod loki() {
        return client.pods().inNamespace("monitoring").withName("loki-0").get();
    }

    private List<String> ready() {
        return List.of(
                String.valueOf(release("loki").get().<Object>get("status", "conditions", 0, "status")),
                String.valueOf(release("loki").get().<Object>get("status", "conditions", 0, "reason")));
    }

    private PersistentVolumeClaim claim() {
        return client.persistentVolumeClaims()
                .inNamespace("monitoring")
                .withName(CLAIM)
                .get();
    }

    private List<Pod> pods(String name) {
        return client.pods()
                .inNamespace("monitoring")
                .withLabel("app.kubernetes.io/name", name)
                .list()
                .getItems();
    }

    private Resource<GenericKubernetesResource> release(String name) {
        return client.genericKubernetesResources("helm.toolkit.fluxcd.io/v2", "HelmRelease")
                .inNamespace("monitoring")
                .withName(name);
    }
}
