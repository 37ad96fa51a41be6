package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pod template admits a node: its node selector, its required node affinity, and its tolerations against the node's
 * taints; of a DaemonSet with those that Kubernetes adds to every daemon pod.
 */
public final class NodeAdmission {
    // Whatever their effect: a node in trouble is still a node whose logs are wanted.
    private static final Set<String> TOLERATED_BY_EVERY_DAEMON = Set.of(
            "node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable",
            "node.kubernetes.io/disk-pressure",
            "node.kubernetes.io/memory-pressure",
            "node.kubernetes.io/pid-pressure",
            "node.kubernetes.io/unschedulable");
    private static final String TOLERATED_ON_HOST_NETWORK = "node.kubernetes.io/network-unavailable";

    private NodeAdmission() {}

    /** @param pod a DaemonSet's pod template's spec */
    public static boolean admits(PodSpec pod, Node node) {
        return refusal(pod, node).isEmpty();
    }

    /** @param pod the pod template's spec of a StatefulSet or a Deployment */
    public static boolean schedules(PodSpec pod, Node node) {
        return refusal(pod, node, Set.of(), Set.of()).isEmpty();
    }

    /** Why the node is not admitted by a DaemonSet, as a clause, or empty when it is. */
    public static Optional<String> refusal(PodSpec pod, Node node) {
        return refusal(pod, node, TOLERATED_BY_EVERY_DAEMON, Set.of(TOLERATED_ON_HOST_NETWORK));
    }

    private static Optional<String> refusal(
            PodSpec pod, Node node, Set<String> tolerated, Set<String> toleratedOnHostNetwork) {
        Map<String, String> labels = orEmpty(node.getMetadata().getLabels());
        for (Map.Entry<String, String> wanted : orEmpty(pod.getNodeSelector()).entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return Optional.of("its label " + wanted.getKey() + " is not " + wanted.getValue());
            }
        }
        if (!matches(requiredAffinity(pod), node)) {
            return Optional.of("the required node affinity leaves it out");
        }
        Set<String> beside = new HashSet<>(tolerated);
        if (Boolean.TRUE.equals(pod.getHostNetwork())) {
            beside.addAll(toleratedOnHostNetwork);
        }
        return untolerated(pod, node, beside)
                .map(taint -> "its taint " + taint.getKey() + ":" + taint.getEffect() + " is not tolerated");
    }

    private static @Nullable NodeSelector requiredAffinity(PodSpec pod) {
        Affinity affinity = pod.getAffinity();
        NodeAffinity nodeAffinity = affinity == null ? null : affinity.getNodeAffinity();
        return nodeAffinity == null ? null : nodeAffinity.getRequiredDuringSchedulingIgnoredDuringExecution();
    }

    private static boolean matches(@Nullable NodeSelector selector, Node node) {
        // Terms are alternatives; what stands inside one term must hold together.
        return selector == null || selector.getNodeSelectorTerms().stream().anyMatch(term -> matches(term, node));
    }

    private static boolean matches(NodeSelectorTerm term, Node node) {
        List<NodeSelectorRequirement> labels = orEmpty(term.getMatchExpressions());
        List<NodeSelectorRequirement> fields = orEmpty(term.getMatchFields());
        if (labels.isEmpty() && fields.isEmpty()) {
            return false;
        }
        Map<String, String> nodeLabels = orEmpty(node.getMetadata().getLabels());
        return labels.stream().allMatch(requirement -> holds(requirement, nodeLabels.get(requirement.getKey())))
                && fields.stream()
                        .allMatch(requirement ->
                                holds(requirement, node.getMetadata().getName()));
    }

    private static boolean holds(NodeSelectorRequirement requirement, @Nullable String value) {
        List<String> values = orEmpty(requirement.getValues());
        return switch (requirement.getOperator()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compare(value, values) > 0;
            case "Lt" -> compare(value, values) < 0;
            default ->
                throw new IllegalArgumentException("node affinity has the operator " + requirement.getOperator()
                        + ", which Kubernetes does not know");
        };
    }

    /** 0, which satisfies neither Gt nor Lt, when one of the two is not a number. */
    private static int compare(@Nullable String value, List<String> values) {
        if (value == null || values.size() != 1) {
            return 0;
        }
        try {
            return Long.compare(Long.parseLong(value), Long.parseLong(values.get(0)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Taint> untolerated(PodSpec pod, Node node, Set<String> beside) {
        List<Taint> taints =
                node.getSpec() == null ? List.of() : orEmpty(node.getSpec().getTaints());
        List<Toleration> tolerations = orEmpty(pod.getTolerations());
        return taints.stream()
                .filter(taint -> !"PreferNoSchedule".equals(taint.getEffect()))
                .filter(taint -> !beside.contains(taint.getKey()))
                .filter(taint -> tolerations.stream().noneMatch(toleration -> tolerates(toleration, taint)))
                .findFirst();
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        String effect = toleration.getEffect();
        String key = toleration.getKey();
        if (effect != null && !effect.isEmpty() && !effect.equals(taint.getEffect())) {
            return false;
        }
        boolean exists = "Exists".equals(toleration.getOperator());
        if (key == null || key.isEmpty()) {
            return exists;
        }
        return key.equals(taint.getKey())
                && (exists
                        || Objects.equals(
                                Objects.requireNonNullElse(toleration.getValue(), ""),
                                Objects.requireNonNullElse(taint.getValue(), "")));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? new ArrayList<>() : list;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
