package io.logstack.conformance.homelab.kubernetes.controller;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whether a node admits a pod: selector, required node affinity, taints. */
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

    /**
     * @param spec of a pod
     * @param daemon a DaemonSet's pod, which tolerates what a node suffers from
     */
    static boolean admits(JsonNode node, JsonNode spec, boolean daemon) {
        boolean cordoned = node.path("spec").path("unschedulable").asBoolean(false);
        return (daemon || !cordoned)
                && matchesSelector(node, spec.path("nodeSelector"))
                && matchesAffinity(
                        node,
                        spec.path("affinity")
                                .path("nodeAffinity")
                                .path("requiredDuringSchedulingIgnoredDuringExecution"))
                && node.path("spec")
                        .path("taints")
                        .valueStream()
                        .filter(taint -> !taint.path("effect").asString("").equals("PreferNoSchedule"))
                        .allMatch(taint -> isTolerated(taint, spec, daemon));
    }

    private static boolean isTolerated(JsonNode taint, JsonNode spec, boolean daemon) {
        return (daemon && DAEMON_TOLERATED.contains(taint.path("key").asString("")))
                || spec.path("tolerations").valueStream().anyMatch(toleration -> tolerates(toleration, taint));
    }

    private static boolean matchesSelector(JsonNode node, JsonNode selector) {
        JsonNode labels = node.path("metadata").path("labels");
        return selector.properties().stream().allMatch(term -> term.getValue().equals(labels.path(term.getKey())));
    }

    private static boolean matchesAffinity(JsonNode node, JsonNode required) {
        return required.isMissingNode()
                || required.path("nodeSelectorTerms").valueStream().anyMatch(term -> matchesTerm(node, term));
    }

    private static boolean matchesTerm(JsonNode node, JsonNode term) {
        JsonNode labels = node.path("metadata").path("labels");
        JsonNode fields = JsonNodeFactory.instance.objectNode().put("metadata.name", ObjectFields.name(node));
        return term.path("matchExpressions").valueStream().allMatch(requirement -> matches(labels, requirement))
                && term.path("matchFields").valueStream().allMatch(requirement -> matches(fields, requirement));
    }

    private static boolean matches(JsonNode values, JsonNode requirement) {
        String key = requirement.path("key").asString("");
        boolean present = values.has(key);
        String value = values.path(key).asString("");
        List<String> wanted =
                requirement.path("values").valueStream().map(JsonNode::asString).toList();
        return switch (requirement.path("operator").asString("")) {
            case "In" -> present && wanted.contains(value);
            case "NotIn" -> !present || !wanted.contains(value);
            case "Exists" -> present;
            case "DoesNotExist" -> !present;
            case "Gt" -> present && Long.parseLong(value) > Long.parseLong(wanted.get(0));
            case "Lt" -> present && Long.parseLong(value) < Long.parseLong(wanted.get(0));
            default ->
                throw new IllegalStateException("a node affinity has the operator " + requirement.path("operator")
                        + ", which Kubernetes does not have");
        };
    }

    private static boolean tolerates(JsonNode toleration, JsonNode taint) {
        String key = toleration.path("key").asString("");
        String effect = toleration.path("effect").asString("");
        boolean exists = toleration.path("operator").asString("").equals("Exists");
        return (effect.isEmpty() || effect.equals(taint.path("effect").asString("")))
                && (key.isEmpty() ? exists : key.equals(taint.path("key").asString("")))
                && (exists
                        || toleration
                                .path("value")
                                .asString("")
                                .equals(taint.path("value").asString("")));
    }
}
