package io.logstack.conformance.expectations.cluster;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaReadinessTest {
    private static final PodReadiness READY = new PodReadiness("loki-0", "n1", 2, 2, "Running", false, List.of());
    private static final PodReadiness HALF =
            new PodReadiness("loki-0", "n1", 2, 1, "Running", false, List.of("loki-sc-rules"));

    private static ReplicaReadiness loki(int wanted, int ready, List<PodReadiness> pods) {
        return new ReplicaReadiness("StatefulSet monitoring/loki", wanted, ready, pods, new PodSpec());
    }

    @Test
    void asManyReadyPodsAsWanted() {
        assertThat(loki(1, 1, List.of(READY))).hasAllReplicasReady();
    }

    @Test
    void aContainerThatIsNotReadyIsNamedWhateverTheControllerReports() {
        assertThatThrownBy(() -> assertThat(loki(1, 1, List.of(HALF))).hasAllReplicasReady())
                .hasMessageContainingAll("loki-0 1/2", "loki-sc-rules", "StatefulSet monitoring/loki");
    }

    @Test
    void theControllersOwnCountCountsToo() {
        assertThatThrownBy(() -> assertThat(loki(1, 0, List.of(READY))).hasAllReplicasReady())
                .hasMessageContaining("0 of 1 replicas");
    }

    @Test
    void noPodIsNoEvidence() {
        assertThatThrownBy(() -> assertThat(loki(1, 1, List.of())).hasAllReplicasReady())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void scaledToNothingIsNoEvidence() {
        assertThatThrownBy(() -> assertThat(loki(0, 0, List.of())).hasAllReplicasReady())
                .hasMessageContaining("scaled to 0");
    }
}
