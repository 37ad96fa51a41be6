package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.ExpectedPods;
import io.logstack.conformance.expectations.cluster.ReplicaReadiness;
import io.logstack.conformance.profile.PodCount;
import io.logstack.conformance.stack.Cluster;
import java.util.Optional;

/** What StatefulSets and Deployments have in common: replicas, all of them ready, and as many as the profile expects. */
record ReplicasReady(Cluster cluster, Evidence evidence, Class<?> expectation) {
    /**
     * @param kind of the controller
     * @param name {@code namespace/name}
     */
    void judge(String kind, String name, Optional<ReplicaReadiness> found, PodCount expected) {
        String source = kind + " " + name;
        ReplicaReadiness replicas =
                found.orElseThrow(() -> assertThat(new Finding(false, "a " + kind, "no such " + kind, source))
                        .orElse(expectation)
                        .violation());
        evidence.measured("replicas wanted", replicas.wanted(), "pods", ">= 1", source);
        evidence.measured("replicas reported ready", replicas.ready(), "pods", "= " + replicas.wanted(), source);
        evidence.measured(
                "pods with all containers ready", replicas.complete(), "pods", "= " + replicas.wanted(), source);
        evidence.measured("pods", replicas.pods().toString(), "", null, source);
        ExpectedPods pods = ExpectedPods.of(expected, replicas, cluster);
        evidence.measured(
                "pods ready, held against the profile",
                replicas.complete(),
                "pods",
                expected.number().isPresent() ? ">= " + expected : expected + " = " + pods.admitted(),
                source);
        assertThat(replicas).orElse(expectation).hasAllReplicasReady();
        assertThat(new Finding(pods.lack().isEmpty(), pods.wanted(), pods.lack().orElse("as many"), source))
                .orElse(expectation)
                .holds();
    }
}
