package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One pod of each DaemonSet on every node that admits it; a changed template is rolled out pod by pod. */
final class DaemonSets implements Controller {
    private static final String REVISION = "controller-revision-hash";
    private static final String PINNED = "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
            + "/nodeSelectorTerms/0/matchFields/0/values/0";

    private final ClusterView view;
    private final PodTemplates templates;
    private final PodQuota quota;
    private final Events events;

    DaemonSets(ClusterView view, PodTemplates templates, PodQuota quota, Events events) {
        this.view = view;
        this.templates = templates;
        this.quota = quota;
        this.events = events;
    }

    @Override
    public void reconcile() {
        view.list(ResourceKinds.DAEMON_SET).stream()
                .filter(set -> !ObjectFields.isTerminating(set))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode set) {
        String revision = PodTemplates.hash(set);
        JsonNode spec = set.path("spec").path("template").path("spec");
        List<String> admitted = new ArrayList<>();
        List<String> misplaced = new ArrayList<>();
        for (ObjectNode node : view.nodes()) {
            (NodeFit.admits(node, spec, true) ? admitted : misplaced).add(ObjectFields.name(node));
        }
        List<ObjectNode> pods = view.podsOf(set);
        for (String node : admitted) {
            place(set, revision, node, on(pods, node));
        }
        misplaced.forEach(node -> on(pods, node).stream()
                .filter(pod -> !ObjectFields.isTerminating(pod))
                .forEach(templates::delete));
        roll(set, revision, view.podsOf(set), admitted.size());
        report(set, revision, admitted, misplaced);
    }

    private void place(ObjectNode set, String revision, String node, List<ObjectNode> present) {
        present.stream()
                .filter(pod -> ObjectFields.isFinished(pod) && !ObjectFields.isTerminating(pod))
                .forEach(templates::delete);
        if (!quota.allows(set, node)) {
            present.stream().filter(pod -> !ObjectFields.isTerminating(pod)).forEach(templates::delete);
            String message = "Error creating: pods \"" + ObjectFields.name(set)
                    + "-\" is forbidden: exceeded quota on node " + node;
            if (!events.told(set, "FailedCreate", message)) {
                events.warn(set, "daemonset-controller", "FailedCreate", message);
            }
        } else if (present.isEmpty()) {
            templates.create(set, ObjectFields.name(set) + "-", Map.of(REVISION, revision), pod -> pin(pod, node));
        }
    }

    /** Binds a pod to its node as the DaemonSet controller does: by affinity, which leaves the placing to the scheduler. */
    private static void pin(ObjectNode pod, String node) {
        ObjectNode term = JsonNodeFactory.instance.objectNode();
        term.putArray("matchFields")
                .addObject()
                .put("key", "metadata.name")
                .put("operator", "In")
                .putArray("values")
                .add(node);
        pod.withObjectProperty("spec")
                .withObjectProperty("affinity")
                .withObjectProperty("nodeAffinity")
                .putObject("requiredDuringSchedulingIgnoredDuringExecution")
                .putArray("nodeSelectorTerms")
                .add(term);
    }

    private void roll(ObjectNode set, String revision, List<ObjectNode> pods, int desired) {
        if (!set.path("spec").path("updateStrategy").path("type").asString("").equals("RollingUpdate")) {
            return;
        }
        List<ObjectNode> outdated = pods.stream()
                .filter(pod -> !ObjectFields.isTerminating(pod) && !isUpdated(pod, revision))
                .toList();
        outdated.stream().filter(pod -> !ObjectFields.isReady(pod)).forEach(templates::delete);
        long available = pods.stream()
                .filter(pod -> ObjectFields.isReady(pod) && !ObjectFields.isTerminating(pod))
                .count();
        // maxUnavailable is 1 by default.
        if (available >= desired) {
            outdated.stream().filter(ObjectFields::isReady).findFirst().ifPresent(templates::delete);
        }
    }

    private void report(ObjectNode set, String revision, List<String> admitted, List<String> misplaced) {
        List<ObjectNode> pods = view.podsOf(set).stream()
                .filter(pod -> !ObjectFields.isTerminating(pod))
                .toList();
        int current = count(admitted, pods, pod -> true);
        int ready = count(admitted, pods, ObjectFields::isReady);
        int updated = count(admitted, pods, pod -> isUpdated(pod, revision));
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("desiredNumberScheduled", admitted.size())
                .put("currentNumberScheduled", current)
                .put("numberMisscheduled", count(misplaced, pods, pod -> true))
                .put("numberReady", ready)
                .put("numberAvailable", ready)
                .put("updatedNumberScheduled", updated)
                .put("observedGeneration", ObjectFields.generation(set));
        if (ready < admitted.size()) {
            status.put("numberUnavailable", admitted.size() - ready);
        }
        templates.status(ResourceKinds.DAEMON_SET, set, status);
    }

    private static int count(List<String> nodes, List<ObjectNode> pods, Predicate<JsonNode> filter) {
        return (int) nodes.stream()
                .filter(node -> on(pods, node).stream().anyMatch(filter))
                .count();
    }

    private static boolean isUpdated(JsonNode pod, String revision) {
        return revision.equals(ObjectFields.label(pod, REVISION));
    }

    private static List<ObjectNode> on(List<ObjectNode> pods, String node) {
        return pods.stream().filter(pod -> node.equals(target(pod))).toList();
    }

    /** The node that a pod runs on or is meant for. */
    private static String target(JsonNode pod) {
        String placed = ObjectFields.node(pod);
        return placed.isEmpty() ? pod.at(PINNED).asString("") : placed;
    }
}
