package io.logstack.conformance.expectations.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FluxObjectTest {
    @Test
    void readyCurrentAndNotSuspended() {
        assertThat(troubles(FluxObjects.RELEASE)).isEmpty();
    }

    @Test
    void suspension() {
        assertThat(troubles(FluxObjects.RELEASE.replace("spec:\n  chart", "spec:\n  suspend: true\n  chart")))
                .containsExactly("it is suspended");
    }

    @Test
    void aFormerGenerationsReadinessIsNone() {
        assertThat(troubles(FluxObjects.RELEASE.replace("generation: 3}", "generation: 4}")))
                .containsExactly("Flux has acted on generation 3 of 4");
    }

    @Test
    void notReadyWithItsReason() {
        assertThat(troubles(FluxObjects.RELEASE.replace(
                        "{type: Ready, status: \"True\", reason: UpgradeSucceeded, message: fine}",
                        "{type: Ready, status: \"Unknown\", reason: Progressing, message: at it}")))
                .containsExactly("Ready is Unknown (Progressing: at it)");
    }

    @Test
    void withoutStatusNothingIsKnown() {
        assertThat(troubles(FluxObjects.RELEASE.substring(0, FluxObjects.RELEASE.indexOf("status:\n"))))
                .containsExactly("Flux has not reported on it yet", "it has no condition Ready");
    }

    @Test
    void aHelmRepositoryOfTypeOciHasNoStatus() {
        String repository = """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmRepository
                metadata: {name: grafana, namespace: flux-system, generation: 1}
                spec: {type: %s, url: "oci://ghcr.io/grafana/helm-charts"}
                """;
        assertThat(troubles(repository.formatted("oci"))).isEmpty();
        assertThat(troubles(repository.formatted("default"))).hasSize(2);
    }

    private static List<String> troubles(String yaml) {
        return FluxObject.of(FluxObjects.read(yaml)).troubles();
    }
}
