package io.logstack.conformance.expectations.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.expectations.NotedEvidence;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CephStateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String RECENT = "2026-03-01T11:59:10Z";
    private static final Map<String, Object> NEARLY_FULL =
            Map.of("OSD_NEARFULL", Map.of("severity", "HEALTH_WARN", "message", "1 nearfull osd(s)"));

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void aHealthyCephWithItsStoreReady() {
        judge(ceph("HEALTH_OK", RECENT, Map.of()), store("Ready"));
        assertThat(evidence.values()).containsEntry("health", "HEALTH_OK").containsEntry("phase", "Ready");
    }

    @Test
    void aWarningNamesItsChecks() {
        assertThatThrownBy(() -> judge(ceph("HEALTH_WARN", RECENT, NEARLY_FULL), store("Ready")))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("HEALTH_WARN", "OSD_NEARFULL=1 nearfull osd(s)", "storage/rook-ceph");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEALTH_ERR", "HEALTH_UNKNOWN", "", " "})
    void anyOtherHealthIsAViolation(String health) {
        assertThatThrownBy(() -> judge(ceph(health, RECENT, Map.of()), store("Ready")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void withoutClusterStoreOrStatusThereIsNoHealth() {
        assertThatThrownBy(() -> judge(Optional.empty(), store("Ready"))).hasMessageContaining("no such CephCluster");
        assertThatThrownBy(() -> judge(Optional.of(new GenericKubernetesResource()), store("Ready")))
                .hasMessageContaining("no health");
        assertThatThrownBy(() -> judge(ceph("HEALTH_OK", RECENT, Map.of()), Optional.empty()))
                .hasMessageContaining("no such CephObjectStore");
        assertThatThrownBy(
                        () -> judge(ceph("HEALTH_OK", RECENT, Map.of()), Optional.of(new GenericKubernetesResource())))
                .hasMessageContaining("no phase");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Progressing", "Failure", "Deleting"})
    void aStoreThatIsNotReadyIsAViolation(String phase) {
        assertThatThrownBy(() -> judge(ceph("HEALTH_WARN", RECENT, NEARLY_FULL), store(phase)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(phase);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T11:00:00Z", "yesterday", ""})
    void aHealthOfLongAgoOrOfNoTimeTellsOfNoPresent(String checked) {
        assertThatThrownBy(() -> judge(ceph("HEALTH_OK", checked, Map.of()), store("Ready")))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("its operator does not run");
    }

    private void judge(Optional<GenericKubernetesResource> cluster, Optional<GenericKubernetesResource> store) {
        CephHealthyIT.judge(CephState.of(cluster, store), NOW, "storage/rook-ceph", "storage/storage", evidence);
    }

    private static Optional<GenericKubernetesResource> ceph(String health, String checked, Map<String, Object> checks) {
        Map<String, Object> ceph = new HashMap<>(Map.of("health", health, "details", checks));
        if (!checked.isEmpty()) {
            ceph.put("lastChecked", checked);
        }
        GenericKubernetesResource cluster = new GenericKubernetesResource();
        cluster.setAdditionalProperty("status", Map.of("ceph", ceph));
        return Optional.of(cluster);
    }

    private static Optional<GenericKubernetesResource> store(String phase) {
        GenericKubernetesResource store = new GenericKubernetesResource();
        store.setAdditionalProperty("status", Map.of("phase", phase));
        return Optional.of(store);
    }
}
