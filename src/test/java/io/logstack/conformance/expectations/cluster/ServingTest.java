package io.logstack.conformance.expectations.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The readiness of Loki's pods, to the second. */
class ServingTest {
    private static final Profile PROFILE = Profiles.load(Path.of("profiles/embedded.yaml"), Map.of());

    private static Pod pod(String ready, String since) {
        return new PodBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("Initialized")
                .withStatus("True")
                .withLastTransitionTime("2027-01-01T00:00:00Z")
                .endCondition()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .withLastTransitionTime(since)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Optional<Instant> since(Pod... pods) {
        return Serving.since(
                new BareCluster() {
                    @Override
                    public List<Pod> pods(String namespace, String selector) {
                        return List.of(pods);
                    }
                },
                PROFILE);
    }

    @Test
    void theLastOneThatBecameReadyCounts() {
        assertThat(since(pod("True", "2026-03-01T12:00:00Z"), pod("True", "2026-03-01T11:00:00Z")))
                .contains(Instant.parse("2026-03-01T12:00:01Z"));
    }

    @Test
    void whatIsNotReadyOrSaysNoTimeTellsNothing() {
        assertThat(since()).isEmpty();
        assertThat(since(new PodBuilder().build())).isEmpty();
        assertThat(since(pod("False", "2026-03-01T12:00:00Z"))).isEmpty();
        assertThat(since(pod("True", "yesterday"))).isEmpty();
    }
}
