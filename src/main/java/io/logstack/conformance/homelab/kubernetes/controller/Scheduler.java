package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.LabelSelector;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
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
        List<ObjectNode> unplaced = view.pods().stream()
                .filter(pod -> ObjectFields.node(pod).isEmpty() && !ObjectFields.isTerminating(pod))
                .toList();
        for (ObjectNode pod : unplaced) {
            Optional<ObjectNode> node = choose(pod);
            if (node.isPresent()) {
                bind(pod, ObjectFields.name(node.get()));
            } else {
                refuse(pod);
            }
        }
    }

    private Optional<ObjectNode> choose(JsonNode pod) {
        boolean daemon = ObjectFields.owners(pod).stream()
                .anyMatch(owner -> owner.path("kind").asString("").equals("DaemonSet"));
        List<ObjectNode> pods = view.pods();
        return view.nodes().stream()
                .filter(node -> NodeFit.admits(node, pod.path("spec"), daemon))
                .filter(node -> keepsApart(pod, on(pods, node)))
                .min(Comparator.comparingInt((ObjectNode node) -> on(pods, node).size())
                        .thenComparing(ObjectFields::name));
    }

    private static List<ObjectNode> on(List<ObjectNode> pods, JsonNode node) {
        return pods.stream()
                .filter(pod -> ObjectFields.node(pod).equals(ObjectFields.name(node)))
                .toList();
    }

    private static boolean keepsApart(JsonNode pod, List<ObjectNode> neighbours) {
        return pod.path("spec")
                .path("affinity")
                .path("podAntiAffinity")
                .path("requiredDuringSchedulingIgnoredDuringExecution")
                .valueStream()
                .map(term -> LabelSelector.of(term.path("labelSelector")))
                .noneMatch(selector -> neighbours.stream()
                        .filter(other -> !ObjectFields.uid(other).equals(ObjectFields.uid(pod)))
                        .filter(other -> !ObjectFields.isFinished(other))
                        .filter(other -> ObjectFields.namespace(other).equals(ObjectFields.namespace(pod)))
                        .anyMatch(selector::matches));
    }

    private void bind(JsonNode pod, String node) {
        view.objects().update(ResourceKinds.POD, ObjectKey.of(pod), Persistence.KEEP, current -> {
            current.withObjectProperty("spec").put("nodeName", node);
            scheduled(current, "True", null, null);
            return current;
        });
    }

    private void refuse(JsonNode pod) {
        String message =
                "0/" + view.nodes().size() + " nodes are available: none admits the pod by its selector, affinity,"
                        + " tolerations and anti-affinity.";
        ObjectNode refused = view.objects().update(ResourceKinds.POD, ObjectKey.of(pod), Persistence.KEEP, current -> {
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
