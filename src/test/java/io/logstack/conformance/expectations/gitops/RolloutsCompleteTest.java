package io.logstack.conformance.expectations.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutsCompleteTest {
    @Test
    void withoutControllersThereIsNoEvidence() {
        NotedEvidence evidence = new NotedEvidence();
        assertThatThrownBy(() -> new RolloutsCompleteIT()
                        .everyPodIsOfThePresentTemplate(
                                new BareCluster(),
                                Profiles.load(Path.of("profiles/reference.yaml"), Map.of()),
                                evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "StatefulSet monitoring/loki",
                        "Deployment monitoring/loki-gateway",
                        "DaemonSet monitoring/alloy",
                        "DaemonSet monitoring/loki-canary");
        assertThat(evidence.values()).hasSize(4).containsValue(false);
    }
}
