package io.logstack.conformance.expectations.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAdmissionTest {
    private static final PodSpec PLAIN = new PodSpecBuilder().build();

    @Test
    void aNodeWithoutTaintsIsAdmitted() {
        assertThat(NodeAdmission.refusal(PLAIN, node("n1"))).isEmpty();
    }

    @Test
    void theNodeSelectorMustMatch() {
        PodSpec linux = new PodSpecBuilder()
                .addToNodeSelector("kubernetes.io/os", "linux")
                .build();
        assertThat(NodeAdmission.refusal(linux, node("n1"))).contains("its label kubernetes.io/os is not linux");
        assertThat(NodeAdmission.admits(linux, labelled("kubernetes.io/os", "linux")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoSchedule", "NoExecute"})
    void anUntoleratedTaintRefuses(String effect) {
        assertThat(NodeAdmission.refusal(PLAIN, tainted("gpu", "yes", effect)))
                .contains("its taint gpu:" + effect + " is not tolerated");
    }

    @Test
    void aPreferenceDoesNotRefuse() {
        assertThat(NodeAdmission.admits(PLAIN, tainted("gpu", "yes", "PreferNoSchedule")))
                .isTrue();
    }

    @Test
    void aCordonedNodeStaysAdmittedAsForEveryDaemon() {
        assertThat(NodeAdmission.admits(PLAIN, tainted("node.kubernetes.io/unschedulable", "", "NoSchedule")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "gpu, Equal, yes, NoSchedule, true",
        "gpu, Equal, no, NoSchedule, false",
        "gpu, Equal, yes, NoExecute, false",
        "gpu, Equal, yes, '', true",
        "gpu, Exists, '', NoSchedule, true",
        "'', Exists, '', '', true",
        "other, Exists, '', NoSchedule, false",
    })
    void tolerationsAreKubernetesOwn(String key, String operator, String value, String effect, boolean admitted) {
        PodSpec tolerant = new PodSpecBuilder()
                .addNewToleration()
                .withKey(key.isEmpty() ? null : key)
                .withOperator(operator)
                .withValue(value.isEmpty() ? null : value)
                .withEffect(effect.isEmpty() ? null : effect)
                .endToleration()
                .build();
        assertThat(NodeAdmission.admits(tolerant, tainted("gpu", "yes", "NoSchedule")))
                .isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({
        "In, a, true",
        "In, b, false",
        "NotIn, b, true",
        "NotIn, a, false",
        "Exists, , true",
        "DoesNotExist, , false",
        "Gt, 1, false",
    })
    void requiredAffinityMustMatch(String operator, String value, boolean admitted) {
        assertThat(NodeAdmission.admits(affinity("zone", operator, value), labelled("zone", "a")))
                .isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({"Gt, 3, true", "Gt, 4, false", "Lt, 5, true", "Lt, 4, false", "Lt, x, false"})
    void numbersAreCompared(String operator, String value, boolean admitted) {
        assertThat(NodeAdmission.admits(affinity("cores", operator, value), labelled("cores", "4")))
                .isEqualTo(admitted);
    }

    @Test
    void termsAreAlternativesAndAnEmptyOneMatchesNothing() {
        PodSpec spec = new PodSpecBuilder()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addToNodeSelectorTerms(
                        new NodeSelectorTermBuilder().build(),
                        new NodeSelectorTermBuilder()
                                .addNewMatchField()
                                .withKey("metadata.name")
                                .withOperator("In")
                                .withValues("n1")
                                .endMatchField()
                                .build())
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .build();
        assertThat(NodeAdmission.admits(spec, node("n1"))).isTrue();
        assertThat(NodeAdmission.refusal(spec, node("n2"))).contains("the required node affinity leaves it out");
    }

    @Test
    void anUnknownOperatorIsNamed() {
        assertThatThrownBy(() -> NodeAdmission.admits(affinity("zone", "Like", "a"), node("n1")))
                .hasMessageContaining("Like");
    }

    private static PodSpec affinity(String key, String operator, @org.jspecify.annotations.Nullable String value) {
        return new PodSpecBuilder()
                .withNewAffinity()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator(operator)
                .withValues(value == null ? List.of() : List.of(value))
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .build();
    }

    private static Node node(String name) {
        return new NodeBuilder().withNewMetadata().withName(name).endMetadata().build();
    }

    private static Node labelled(String key, String value) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .addToLabels(key, value)
                .endMetadata()
                .build();
    }

    private static Node tainted(String key, String value, String effect) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .endMetadata()
                .withNewSpec()
                .addNewTaint()
                .withKey(key)
                .withValue(value)
                .withEffect(effect)
                .endTaint()
                .endSpec()
                .build();
    }
}
