package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.logstack.conformance.stack.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which pods of a DaemonSet run on which of the nodes that it admits.
 *
 * @param daemonSet {@code namespace/name}
 * @param admitted node to the pods there that are not being deleted; a node without one is there with none
 * @param refused node to why the DaemonSet does not admit it
 */
public record DaemonSetCoverage(
        String daemonSet, Map<String, List<PodReadiness>> admitted, Map<String, String> refused) {

    /** Reads DaemonSet, nodes and pods; empty when there is no such DaemonSet. */
    public static Optional<DaemonSetCoverage> read(Cluster cluster, String namespace, String name) {
        return cluster.daemonSet(namespace, name)
                .map(daemonSet -> of(
                        daemonSet,
                        cluster.nodes(),
                        cluster.pods(
                                namespace, Selectors.text(daemonSet.getSpec().getSelector()))));
    }

    static DaemonSetCoverage of(DaemonSet daemonSet, List<Node> nodes, List<Pod> pods) {
        PodSpec spec = daemonSet.getSpec().getTemplate().getSpec();
        Map<String, List<PodReadiness>> byNode = pods.stream()
                .map(PodReadiness::of)
                .filter(pod -> !pod.leaving())
                .collect(Collectors.groupingBy(PodReadiness::node));
        Map<String, List<PodReadiness>> admitted = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (Node node : nodes) {
            String name = node.getMetadata().getName();
            NodeAdmission.refusal(spec, node)
                    .ifPresentOrElse(
                            why -> refused.put(name, why),
                            () -> admitted.put(name, byNode.getOrDefault(name, List.of())));
        }
        return new DaemonSetCoverage(
                daemonSet.getMetadata().getNamespace() + "/"
                        + daemonSet.getMetadata().getName(),
                admitted,
                refused);
    }

    /** Nodes that run exactly one pod, with all its containers ready. */
    public long covered() {
        return admitted.values().stream().filter(DaemonSetCoverage::once).count();
    }

    static boolean once(List<PodReadiness> pods) {
        return pods.size() == 1 && pods.get(0).complete();
    }

    /** One clause for each admitted node that does not run exactly one ready pod. */
    public List<String> gaps() {
        return admitted.entrySet().stream()
                .filter(entry -> !once(entry.getValue()))
                .map(entry -> entry.getKey() + ": "
                        + (entry.getValue().isEmpty()
                                ? "no pod"
                                : entry.getValue().stream()
                                        .map(PodReadiness::toString)
                                        .collect(Collectors.joining(", "))))
                .toList();
    }
}
