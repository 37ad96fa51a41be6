package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.logstack.conformance.profile.PodCount;
import io.logstack.conformance.stack.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the profile expects of a workload's pods, whatever the workload itself asks for.
 *
 * @param expected how many
 * @param admitted the nodes that its pods may run on, where one is expected on each; else none
 * @param occupied the nodes where a pod is ready with all its containers
 * @param complete how many such pods there are
 */
public record ExpectedPods(PodCount expected, List<String> admitted, Set<String> occupied, long complete) {
    /** Asks for the nodes where one is expected on each. */
    public static ExpectedPods of(PodCount expected, ReplicaReadiness replicas, Cluster cluster) {
        return of(expected, replicas, expected.number().isPresent() ? List.of() : cluster.nodes());
    }

    static ExpectedPods of(PodCount expected, ReplicaReadiness replicas, List<Node> nodes) {
        return new ExpectedPods(
                expected,
                nodes.stream()
                        .filter(node -> NodeAdmission.schedules(replicas.template(), node))
                        .map(node -> node.getMetadata().getName())
                        .toList(),
                replicas.pods().stream()
                        .filter(PodReadiness::complete)
                        .map(PodReadiness::node)
                        .collect(Collectors.toSet()),
                replicas.complete());
    }

    /** What is missing, as a clause, or empty when as many are ready as are expected. */
    public Optional<String> lack() {
        if (expected.number().isPresent()) {
            return complete >= expected.number().getAsInt()
                    ? Optional.empty()
                    : Optional.of(complete + " pods with all their containers ready");
        }
        if (admitted.isEmpty()) {
            return Optional.of("no node that its pods may run on");
        }
        List<String> bare =
                admitted.stream().filter(node -> !occupied.contains(node)).toList();
        return bare.isEmpty() ? Optional.empty() : Optional.of("none ready on " + String.join(", ", bare));
    }

    /** The expectation, as it completes "expected …". */
    public String wanted() {
        return expected.number().isPresent()
                ? "at least " + expected + " ready pods, as the profile says"
                : "a ready pod on every node that admits one, as the profile says";
    }
}
