package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** As many pods as each ReplicaSet asks for. */
final class ReplicaSets implements Controller {
    private final ClusterView view;
    private final PodTemplates templates;

    ReplicaSets(ClusterView view, PodTemplates templates) {
        this.view = view;
        this.templates = templates;
    }

    @Override
    public void reconcile() {
        view.list(ResourceKinds.REPLICA_SET, ReplicaSet.class).stream()
                .filter(set -> !ClusterView.isTerminating(set))
                .forEach(this::reconcile);
    }

    private void reconcile(ReplicaSet set) {
        int replicas = set.getSpec().getReplicas();
        List<Pod> alive = alive(set);
        for (int i = alive.size(); i < replicas; i++) {
            templates.create(ResourceKinds.REPLICA_SET, set, set.getMetadata().getName() + "-", Map.of(), pod -> {});
        }
        // Unready pods go first.
        alive.stream()
                .sorted(Comparator.comparing(ClusterView::isReady))
                .limit(Math.max(0, alive.size() - replicas))
                .forEach(templates::delete);
        List<Pod> now = alive(set);
        int ready = (int) now.stream().filter(ClusterView::isReady).count();
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("replicas", now.size())
                .put("fullyLabeledReplicas", now.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("observedGeneration", PodTemplates.generation(set));
        templates.status(ResourceKinds.REPLICA_SET, set, status);
    }

    private List<Pod> alive(ReplicaSet set) {
        return view.podsOf(set).stream()
                .filter(pod -> !ClusterView.isTerminating(pod) && !ClusterView.isFinished(pod))
                .toList();
    }
}
