package io.logstack.conformance.expectations.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleasesReadyTest {
    private static final Profile PROFILE = Profiles.load(Path.of("profiles/reference.yaml"), Map.of());
    private static final String ALLOY = FluxObjects.RELEASE.replace("name: loki", "name: alloy");
    private static final String SOURCE = """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: HelmRepository
            metadata: {name: grafana, namespace: flux-system, generation: 1}
            status: {observedGeneration: 1, conditions: [{type: Ready, status: "True"}]}
            """;

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void releasesAndTheirSource() {
        assertThatCode(() -> judge(FluxObjects.cluster(FluxObjects.RELEASE, ALLOY, SOURCE)))
                .doesNotThrowAnyException();
        assertThat(evidence.values())
                .containsEntry("Ready, HelmRelease monitoring/loki", "True")
                .containsEntry("Ready, HelmRelease monitoring/alloy", "True")
                .containsEntry("Ready, HelmRepository flux-system/grafana", "True");
    }

    @Test
    void aClusterWithoutReleasesIsNoEvidence() {
        assertThatThrownBy(() -> judge(new BareCluster()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "HelmRelease monitoring/loki", "HelmRelease monitoring/alloy", "no such object");
    }

    @Test
    void aSourceThatIsNotThereIsAViolation() {
        assertThatThrownBy(() -> judge(FluxObjects.cluster(FluxObjects.RELEASE, ALLOY)))
                .hasMessageContainingAll("no such object", "HelmRepository flux-system/grafana");
    }

    @Test
    void aReleaseThatNamesNoSourceIsAViolation() {
        assertThatThrownBy(() -> judge(FluxObjects.cluster(
                        FluxObjects.RELEASE.replace("kind: HelmRepository", "kind: \"\""), ALLOY, SOURCE)))
                .hasMessageContaining("source of HelmRelease monitoring/loki");
    }

    @Test
    void anOlderFluxIsReadToo() {
        assertThatCode(() -> judge(FluxObjects.cluster(
                        FluxObjects.RELEASE.replace("fluxcd.io/v2", "fluxcd.io/v2beta2"),
                        ALLOY,
                        SOURCE.replace("fluxcd.io/v1", "fluxcd.io/v1beta2"))))
                .doesNotThrowAnyException();
    }

    private void judge(BareCluster cluster) {
        new ReleasesReadyIT().releasesAndSourcesAreReadyAndCurrent(cluster, PROFILE, evidence);
    }
}
