package io.logstack.conformance.expectations.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.logstack.conformance.profile.PodCount;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpectedPodsTest {
    private static final PodSpec PLAIN = new PodSpec();
    private static final PodSpec ON_SSD =
            new PodSpecBuilder().addToNodeSelector("disk", "ssd").build();
    private static final PodSpec EVERYWHERE = new PodSpecBuilder()
            .addNewToleration()
            .withOperator("Exists")
            .endToleration()
            .build();
    private static final List<Node> NODES = List.of(
            node("n1", "ssd").build(),
            node("n2", "hdd").build(),
            node("n3", "hdd")
                    .withNewSpec()
                    .addNewTaint("NoSchedule", "node.kubernetes.io/unschedulable", null, null)
                    .endSpec()
                    .build());

    private static NodeBuilder node(String name, String disk) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("disk", disk)
                .endMetadata();
    }

    private static ExpectedPods expected(String count, PodSpec template, String... nodes) {
        List<PodReadiness> pods = Stream.of(nodes)
                .map(node -> new PodReadiness("gateway-" + node, node, 1, 1, "Running", false, List.of()))
                .toList();
        ReplicaReadiness replicas = new ReplicaReadiness("Deployment m/gateway", 1, 1, pods, template);
        return ExpectedPods.of(PodCount.parse(count), replicas, NODES);
    }

    @Test
    void asManyOrMoreAreEnough() {
        assertThat(expected("2", PLAIN, "n1", "n2").lack()).isEmpty();
        assertThat(expected("1", PLAIN, "n1", "n2").lack()).isEmpty();
    }

    @Test
    void fewerAreNot() {
        assertThat(expected("2", PLAIN, "n1").lack()).contains("1 pods with all their containers ready");
        assertThat(expected("1", PLAIN).lack()).isPresent();
    }

    @Test
    void aPodThatIsNotReadyDoesNotCount() {
        PodReadiness half = new PodReadiness("gateway-1", "n1", 2, 1, "Running", false, List.of("nginx"));
        ReplicaReadiness replicas = new ReplicaReadiness("Deployment m/gateway", 1, 1, List.of(half), PLAIN);

        assertThat(ExpectedPods.of(PodCount.parse("1"), replicas, NODES).lack()).isPresent();
        assertThat(ExpectedPods.of(PodCount.parse("per-node"), replicas, NODES).lack())
                .contains("none ready on n1, n2");
    }

    @Test
    void everyNodeThatAdmitsThemHasOne() {
        assertThat(expected("per-node", PLAIN, "n1", "n2").lack()).isEmpty();
        assertThat(expected("per-node", PLAIN, "n1", "n1").lack()).contains("none ready on n2");
    }

    @Test
    void nodeSelectorsAndTolerationsAreHonoured() {
        assertThat(expected("per-node", ON_SSD, "n1").lack()).isEmpty();
        assertThat(expected("per-node", EVERYWHERE, "n1", "n2").lack()).contains("none ready on n3");
    }

    @Test
    void noNodeIsNoEvidence() {
        PodSpec nowhere = new PodSpecBuilder().addToNodeSelector("disk", "tape").build();

        assertThat(expected("per-node", nowhere, "n1").lack()).contains("no node that its pods may run on");
    }
}
