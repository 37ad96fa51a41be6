package io.logstack.conformance.expectations.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.logstack.conformance.catalog.InconclusiveException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsAsDeclaredTest {
    private static final Declared DECLARED = Declared.of(FluxObjects.read(FluxObjects.RELEASE));

    @Test
    void nothingDeclaredIsNothingToCompare() {
        List<Comparison> none = comparisons("{}")
                .replicas("singleBinary", Optional.of(1), "a StatefulSet")
                .found();
        assertThat(none).isEmpty();
        assertThatThrownBy(() -> RunsAsDeclaredIT.judge(none))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("nothing to compare");
    }

    @Test
    void aDeclarationOfWhichNothingRunsIsAViolation() {
        assertThatThrownBy(() -> RunsAsDeclaredIT.judge(new Comparisons(DECLARED)
                        .replicas("singleBinary", Optional.empty(), "StatefulSet monitoring/loki")
                        .resources("singleBinary.resources", null, "loki", "StatefulSet monitoring/loki")
                        .found()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "singleBinary.replicas", "singleBinary.resources.limits.memory", "nothing of the kind");
    }

    @Test
    void resourcesAreComparedByAmount() {
        assertThatCode(() -> RunsAsDeclaredIT.judge(new Comparisons(DECLARED)
                        .resources("singleBinary.resources", template("loki", "4096Mi"), "loki", "a StatefulSet")
                        .found()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RunsAsDeclaredIT.judge(new Comparisons(DECLARED)
                        .resources("singleBinary.resources", template("loki", "2Gi"), "loki", "a StatefulSet")
                        .found()))
                .hasMessageContainingAll("4Gi", "2Gi");
        assertThatThrownBy(() -> RunsAsDeclaredIT.judge(new Comparisons(DECLARED)
                        .resources("singleBinary.resources", template("sidecar", "4Gi"), "loki", "a StatefulSet")
                        .found()))
                .hasMessageContaining("nothing of the kind");
    }

    @Test
    void whatAnAutoscalerSetsIsNotCompared() {
        assertThat(comparisons("{gateway: {replicas: 1, autoscaling: {enabled: true}}}")
                        .replicas("gateway", Optional.of(3), "a Deployment")
                        .found())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"168h, 1w, true", "168h, 24h, false", "forever, forever, true", "forever, 1w, false"})
    void durations(String declared, String running, boolean same) {
        assertThat(new Comparison("retention", declared, Optional.of(running), "", Comparison.DURATION).agrees())
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"500m, 0.5, true", "2, 2000m, true", "2Gi, 2G, false", "much, much, true", "much, 1, false"})
    void quantities(String declared, String running, boolean same) {
        assertThat(new Comparison("resources", declared, Optional.of(running), "", Comparison.QUANTITY).agrees())
                .isEqualTo(same);
    }

    private static Comparisons comparisons(String values) {
        return new Comparisons(Declared.of(FluxObjects.read("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: loki, namespace: monitoring}
                spec: {values: %s}
                """.formatted(values))));
    }

    private static PodTemplateSpec template(String container, String memory) {
        return new PodTemplateSpecBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName(container)
                .withNewResources()
                .withLimits(Map.of("memory", Quantity.parse(memory)))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }
}
