package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** As many pods as each ReplicaSet asks for. */
final class ReplicaSets implements Controller {
    private static final String FAILED = "FailedCreate";

    private final ClusterView view;
    private final PodTemplates templates;
    private final Predicate<JsonNode> mayGrow;
    private final Events events;

    /** @param mayGrow whether the namespace's quota has room for another pod of a ReplicaSet */
    ReplicaSets(ClusterView view, PodTemplates templates, Predicate<JsonNode> mayGrow, Events events) {
        this.view = view;
        this.templates = templates;
        this.mayGrow = mayGrow;
        this.events = events;
    }

    @Override
    public void reconcile() {
        view.list(ResourceKinds.REPLICA_SET).stream()
                .filter(set -> !ObjectFields.isTerminating(set))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode set) {
        int replicas = set.path("spec").path("replicas").asInt(1);
        List<ObjectNode> alive = alive(set);
        boolean refused = alive.size() < replicas && !mayGrow.test(set);
        if (refused) {
            refuse(set);
        }
        for (int i = alive.size(); i < replicas && !refused; i++) {
            templates.create(set, ObjectFields.name(set) + "-", Map.of(), pod -> {});
        }
        // Unready pods go first, then the youngest.
        alive.stream()
                .sorted(Comparator.comparing(ObjectFields::isReady)
                        .thenComparing(ReplicaSets::created, Comparator.reverseOrder()))
                .limit(Math.max(0, alive.size() - replicas))
                .forEach(templates::delete);
        List<ObjectNode> now = alive(set);
        int ready = (int) now.stream().filter(ObjectFields::isReady).count();
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("replicas", now.size())
                .put("fullyLabeledReplicas", now.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("observedGeneration", ObjectFields.generation(set));
        templates.status(ResourceKinds.REPLICA_SET, set, status);
    }

    private void refuse(ObjectNode set) {
        String message = "Error creating: pods of " + ObjectFields.name(set) + " are forbidden: exceeded quota: pods";
        if (!events.told(set, FAILED, message)) {
            events.warn(set, "replicaset-controller", FAILED, message);
        }
    }

    /** RFC 3339 times of one precision compare as text. */
    private static String created(JsonNode pod) {
        return pod.path("metadata").path("creationTimestamp").asString("");
    }

    private List<ObjectNode> alive(ObjectNode set) {
        return view.podsOf(set).stream()
                .filter(pod -> !ObjectFields.isTerminating(pod) && !ObjectFields.isFinished(pod))
                .toList();
    }
}
