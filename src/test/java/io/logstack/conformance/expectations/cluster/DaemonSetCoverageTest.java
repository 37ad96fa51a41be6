package io.logstack.conformance.expectations.cluster;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonSetCoverageTest {
    private static final DaemonSet ALLOY = new DaemonSetBuilder()
            .withNewMetadata()
            .withNamespace("monitoring")
            .withName("alloy")
            .endMetadata()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec()
            .addToNodeSelector("kubernetes.io/os", "linux")
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();

    @Test
    void onePodWithAllContainersReadyOnEachNodeCovers() {
        assertThat(coverage(pod("alloy-a", "n1", true, true), pod("alloy-b", "n2", true, true)))
                .runsOnceReadyOnEveryAdmittedNode();
    }

    @Test
    void aNodeThatTheSelectorLeavesOutNeedsNoPod() {
        Node windows = node("n3", "windows");
        assertThat(DaemonSetCoverage.of(
                        ALLOY, List.of(node("n1", "linux"), windows), List.of(pod("alloy-a", "n1", true, true))))
                .runsOnceReadyOnEveryAdmittedNode();
    }

    @Test
    void aNodeWithoutPodIsNamed() {
        violated(coverage(pod("alloy-a", "n1", true, true)), "1 of 2 nodes covered", "n2: no pod");
    }

    @Test
    void aContainerThatIsNotReadyIsNamed() {
        violated(
                coverage(pod("alloy-a", "n1", true, true), pod("alloy-b", "n2", true, false)),
                "alloy-b 1/2 Running (not ready: config-reloader)");
    }

    @Test
    void twoPodsOnANodeAreNotOnce() {
        violated(
                coverage(
                        pod("alloy-a", "n1", true, true),
                        pod("alloy-b", "n2", true, true),
                        pod("alloy-c", "n2", true, true)),
                "n2: alloy-b 2/2 Running, alloy-c 2/2 Running");
    }

    @Test
    void aPodThatIsBeingDeletedDoesNotCount() {
        Pod leaving = new PodBuilder(pod("alloy-b", "n2", true, true))
                .editMetadata()
                .withDeletionTimestamp("2026-03-01T12:00:00Z")
                .endMetadata()
                .build();
        violated(coverage(pod("alloy-a", "n1", true, true), leaving), "n2: no pod");
    }

    @Test
    void aPodWithoutContainerStatusesIsNotReady() {
        Pod young = new PodBuilder(pod("alloy-b", "n2", true, true))
                .withNewStatus()
                .withPhase("Running")
                .endStatus()
                .build();
        violated(coverage(pod("alloy-a", "n1", true, true), young), "alloy-b 0/2");
    }

    @Test
    void noAdmittedNodeIsNoEvidence() {
        violated(DaemonSetCoverage.of(ALLOY, List.of(), List.of()), "no node that it admits");
        violated(
                DaemonSetCoverage.of(ALLOY, List.of(node("n1", "windows")), List.of()),
                "no node that it admits (refused: {n1=its label kubernetes.io/os is not linux})");
    }

    private static void violated(DaemonSetCoverage coverage, String... words) {
        assertThatThrownBy(() -> assertThat(coverage).runsOnceReadyOnEveryAdmittedNode())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("DaemonSet monitoring/alloy");
    }

    private static DaemonSetCoverage coverage(Pod... pods) {
        return DaemonSetCoverage.of(ALLOY, List.of(node("n1", "linux"), node("n2", "linux")), Arrays.asList(pods));
    }

    private static Node node(String name, String os) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/os", os)
                .endMetadata()
                .build();
    }

    private static Pod pod(String name, String node, boolean alloy, boolean reloader) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewContainer()
                .withName("alloy")
                .endContainer()
                .addNewContainer()
                .withName("config-reloader")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("alloy")
                .withReady(alloy)
                .endContainerStatus()
                .addNewContainerStatus()
                .withName("config-reloader")
                .withReady(reloader)
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
