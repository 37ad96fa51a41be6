package io.logstack.conformance.expectations.recovery;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.logstack.conformance.expectations.cluster.NodeAdmission;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * On how many nodes a Deployment's pods have room, where they are kept apart.
 *
 * @param apart whether each of them needs a node of its own, by required anti-affinity to its like
 * @param nodes that admit them
 */
record Room(boolean apart, int nodes) {
    private static final String HOST = "kubernetes.io/hostname";

    static Room of(Deployment deployment, List<Node> nodes) {
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        int admitting = (int) nodes.stream()
                .filter(node -> !Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
                .filter(node -> NodeAdmission.admits(template.getSpec(), node))
                .count();
        return new Room(apart(template), admitting);
    }

    boolean has(int pods) {
        return !apart || nodes >= pods;
    }

    private static boolean apart(PodTemplateSpec template) {
        var affinity = template.getSpec().getAffinity();
        if (affinity == null || affinity.getPodAntiAffinity() == null) {
            return false;
        }
        List<PodAffinityTerm> required = Objects.requireNonNullElse(
                affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution(), List.of());
        Map<String, String> labels =
                Objects.requireNonNullElse(template.getMetadata().getLabels(), Map.of());
        return required.stream()
                .filter(term -> HOST.equals(term.getTopologyKey()))
                .map(PodAffinityTerm::getLabelSelector)
                .filter(Objects::nonNull)
                .map(LabelSelector::getMatchLabels)
                .anyMatch(own -> own != null && labels.entrySet().containsAll(own.entrySet()));
    }
}
