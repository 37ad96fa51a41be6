package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a node admits a pod: node name, selector, required node affinity, taints. */
final class NodeFit {
    /** The taints that every DaemonSet pod tolerates, as the DaemonSet controller sees to. */
    private static final Set<String> DAEMON_TOLERATED = Set.of(
            "node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable",
            "node.kubernetes.io/disk-pressure",
            "node.kubernetes.io/memory-pressure",
            "node.kubernetes.io/pid-pressure",
            "node.kubernetes.io/unschedulable");

    private NodeFit() {}

    /** @param daemon a DaemonSet's pod, which tolerates what a node suffers from */
    static boolean admits(Node node, PodSpec spec, boolean daemon) {
        boolean cordoned = Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        return (daemon || !cordoned)
                && matchesSelector(node, spec.getNodeSelector())
                && matchesAffinity(node, spec.getAffinity())
                && node.getSpec().getTaints().stream()
                        .filter(taint -> !taint.getEffect().equals("PreferNoSchedule"))
                        .allMatch(taint -> (daemon && DAEMON_TOLERATED.contains(taint.getKey()))
                                || spec.getTolerations().stream().anyMatch(toleration -> tolerates(toleration, taint)));
    }

    private static boolean matchesSelector(Node node, @Nullable Map<String, String> selector) {
        Map<String, String> labels = node.getMetadata().getLabels();
        return selector == null
                || selector.entrySet().stream().allMatch(term -> term.getValue().equals(labels.get(term.getKey())));
    }

    private static boolean matchesAffinity(Node node, @Nullable Affinity affinity) {
        if (affinity == null
                || affinity.getNodeAffinity() == null
                || affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution() == null) {
            return true;
        }
        return affinity
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .stream()
                .anyMatch(term -> matches(node, term));
    }

    private static boolean matches(Node node, NodeSelectorTerm term) {
        Map<String, String> labels = node.getMetadata().getLabels();
        Map<String, String> fields = Map.of("metadata.name", node.getMetadata().getName());
        return term.getMatchExpressions().stream().allMatch(requirement -> matches(labels, requirement))
                && term.getMatchFields().stream().allMatch(requirement -> matches(fields, requirement));
    }

    private static boolean matches(Map<String, String> values, NodeSelectorRequirement requirement) {
        String value = values.get(requirement.getKey());
        List<String> wanted = requirement.getValues();
        return switch (requirement.getOperator()) {
            case "In" -> value != null && wanted.contains(value);
            case "NotIn" -> value == null || !wanted.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> value != null && Long.parseLong(value) > Long.parseLong(wanted.get(0));
            case "Lt" -> value != null && Long.parseLong(value) < Long.parseLong(wanted.get(0));
            default ->
                throw new IllegalStateException("a node affinity has the operator " + requirement.getOperator()
                        + ", which Kubernetes does not have");
        };
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        String key = toleration.getKey();
        String effect = toleration.getEffect();
        boolean exists = "Exists".equals(toleration.getOperator());
        boolean everyKey = key == null || key.isEmpty();
        return (effect == null || effect.isEmpty() || effect.equals(taint.getEffect()))
                && (everyKey ? exists : key.equals(taint.getKey()))
                && (exists || same(toleration.getValue(), taint.getValue()));
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return (one == null ? "" : one).equals(other == null ? "" : other);
    }
}
