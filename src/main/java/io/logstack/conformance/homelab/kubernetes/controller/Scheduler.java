package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.logstack.conformance.homelab.kubernetes.store.LabelSelector;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives pods a node: one that admits them, keeps required pod anti-affinity, and has the fewest pods. */
final class Scheduler implements Controller {
    private final ClusterView view;
    private final Events events;

    Scheduler(ClusterView view, Events events) {
        this.view = view;
        this.events = events;
    }

    @Override
    public void reconcile() {
        List<Pod> unplaced = view.pods().stream()
                .filter(pod -> pod.getSpec().getNodeName() == null && !ClusterView.isTerminating(pod))
                .toList();
        for (Pod pod : unplaced) {
            Optional<Node> node = choose(pod);
            if (node.isPresent()) {
                bind(pod, node.get().getMetadata().getName());
            } else {
                refuse(pod);
            }
        }
    }

    private Optional<Node> choose(Pod pod) {
        boolean daemon = pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
        List<Pod> pods = view.pods();
        return view.list(ResourceKinds.NODE, Node.class).stream()
                .filter(node -> NodeFit.admits(node, pod.getSpec(), daemon))
                .filter(node -> keepsApart(pod, node, pods))
                .min(Comparator.comparingLong((Node node) -> pods.stream()
                                .filter(other -> node.getMetadata()
                                        .getName()
                                        .equals(other.getSpec().getNodeName()))
                                .count())
                        .thenComparing(node -> node.getMetadata().getName()));
    }

    private static boolean keepsApart(Pod pod, Node node, List<Pod> pods) {
        Affinity affinity = pod.getSpec().getAffinity();
        if (affinity == null || affinity.getPodAntiAffinity() == null) {
            return true;
        }
        return affinity.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution().stream()
                .noneMatch(term -> pods.stream()
                        .filter(other -> !other.getMetadata()
                                .getUid()
                                .equals(pod.getMetadata().getUid()))
                        .filter(other -> node.getMetadata()
                                .getName()
                                .equals(other.getSpec().getNodeName()))
                        .anyMatch(other -> isMeant(term, pod, other)));
    }

    private static boolean isMeant(PodAffinityTerm term, HasMetadata pod, Pod other) {
        return !ClusterView.isFinished(other)
                && other.getMetadata().getNamespace().equals(pod.getMetadata().getNamespace())
                && LabelSelector.of(Store.node(term.getLabelSelector())).matches(Store.node(other));
    }

    private void bind(Pod pod, String node) {
        view.objects().update(ResourceKinds.POD, PodTemplates.key(pod), Persistence.KEEP, current -> {
            current.withObjectProperty("spec").put("nodeName", node);
            scheduled(current, "True", null, null);
            return current;
        });
    }

    private void refuse(Pod pod) {
        int nodes = view.list(ResourceKinds.NODE, Node.class).size();
        String message =
                "0/" + nodes + " nodes are available: none admits the pod by its selector, affinity, tolerations"
                        + " and anti-affinity.";
        ObjectNode refused = view.objects()
                .update(ResourceKinds.POD, PodTemplates.key(pod), Persistence.KEEP, current -> {
                    scheduled(current, "False", "Unschedulable", message);
                    return current;
                });
        if (!events.told(refused, "FailedScheduling", message)) {
            events.warn(refused, "default-scheduler", "FailedScheduling", message);
        }
    }

    private void scheduled(ObjectNode pod, String status, @Nullable String reason, @Nullable String message) {
        var conditions = pod.withObjectProperty("status").withArrayProperty("conditions");
        for (JsonNode condition : conditions) {
            if (condition.path("type").asString("").equals("PodScheduled")
                    && condition.path("status").asString("").equals(status)) {
                return;
            }
        }
        conditions.removeIf(condition -> condition.path("type").asString("").equals("PodScheduled"));
        ObjectNode condition = conditions
                .addObject()
                .put("type", "PodScheduled")
                .put("status", status)
                .put("lastTransitionTime", view.objects().now().toString());
        if (reason != null) {
            condition.put("reason", reason).put("message", message);
        }
    }
}
