package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final Deployment ALONE = deployment("kubernetes.io/hostname");

    @Test
    void eachNeedsANodeThatTakesIt() {
        List<Node> three = List.of(node("a", false), node("b", false), node("c", false));
        assertThat(Room.of(ALONE, three)).isEqualTo(new Room(true, 3));
        assertThat(Room.of(ALONE, three).has(3)).isTrue();
        assertThat(Room.of(ALONE, three.subList(0, 2)).has(3)).isFalse();
        assertThat(Room.of(ALONE, List.of()).has(3)).isFalse();
        assertThat(Room.of(ALONE, List.of(node("a", false), node("b", false), node("c", true))))
                .isEqualTo(new Room(true, 2));
    }

    @Test
    void onlyANodeApartIsApart() {
        assertThat(Room.of(deployment("topology.kubernetes.io/zone"), List.of()).apart())
                .isFalse();
        assertThat(Room.of(deployment("topology.kubernetes.io/zone"), List.of(node("a", false)))
                        .has(3))
                .isTrue();
    }

    private static Node node(String name, boolean cordoned) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withUnschedulable(cordoned)
                .endSpec()
                .build();
    }

    private static Deployment deployment(String topology) {
        return new DeploymentBuilder()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "gateway")
                .addToLabels("pod-template-hash", "x")
                .endMetadata()
                .withNewSpec()
                .withNewAffinity()
                .withNewPodAntiAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withTopologyKey(topology)
                .withNewLabelSelector()
                .addToMatchLabels("app", "gateway")
                .endLabelSelector()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .endAffinity()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
