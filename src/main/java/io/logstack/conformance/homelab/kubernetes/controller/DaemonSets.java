package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One pod of each DaemonSet on every node that admits it; a changed template is rolled out pod by pod. */
final class DaemonSets implements Controller {
    private static final String REVISION = "controller-revision-hash";

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
        view.list(ResourceKinds.DAEMON_SET, DaemonSet.class).stream()
                .filter(set -> !ClusterView.isTerminating(set))
                .forEach(this::reconcile);
    }

    private void reconcile(DaemonSet set) {
        String revision = templates.hash(ResourceKinds.DAEMON_SET, set);
        PodSpec spec = set.getSpec().getTemplate().getSpec();
        List<String> admitted = new ArrayList<>();
        List<String> misplaced = new ArrayList<>();
        for (Node node : view.list(ResourceKinds.NODE, Node.class)) {
            (NodeFit.admits(node, spec, true) ? admitted : misplaced)
                    .add(node.getMetadata().getName());
        }
        List<Pod> pods = view.podsOf(set);
        for (String node : admitted) {
            place(set, revision, node, on(pods, node));
        }
        misplaced.forEach(node -> on(pods, node).stream()
                .filter(pod -> !ClusterView.isTerminating(pod))
                .forEach(templates::delete));
        roll(set, revision, view.podsOf(set), admitted.size());
        report(set, revision, admitted, misplaced);
    }

    private void place(DaemonSet set, String revision, String node, List<Pod> present) {
        present.stream()
                .filter(pod -> ClusterView.isFinished(pod) && !ClusterView.isTerminating(pod))
                .forEach(templates::delete);
        if (!quota.allows(set, node)) {
            present.stream().filter(pod -> !ClusterView.isTerminating(pod)).forEach(templates::delete);
            String message = "Error creating: pods \"" + set.getMetadata().getName()
                    + "-\" is forbidden: exceeded quota on node " + node;
            JsonNode object = view.objects().get(ResourceKinds.DAEMON_SET, PodTemplates.key(set));
            if (!events.told(object, "FailedCreate", message)) {
                events.warn(object, "daemonset-controller", "FailedCreate", message);
            }
        } else if (present.isEmpty()) {
            templates.create(
                    ResourceKinds.DAEMON_SET,
                    set,
                    set.getMetadata().getName() + "-",
                    Map.of(REVISION, revision),
                    pod -> pin(pod, node));
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

    private void roll(DaemonSet set, String revision, List<Pod> pods, int desired) {
        if (!"RollingUpdate".equals(set.getSpec().getUpdateStrategy().getType())) {
            return;
        }
        List<Pod> outdated = pods.stream()
                .filter(pod -> !ClusterView.isTerminating(pod) && !isUpdated(pod, revision))
                .toList();
        outdated.stream().filter(pod -> !ClusterView.isReady(pod)).forEach(templates::delete);
        long available = pods.stream()
                .filter(pod -> ClusterView.isReady(pod) && !ClusterView.isTerminating(pod))
                .count();
        // maxUnavailable is 1 by default.
        if (available >= desired) {
            outdated.stream().filter(ClusterView::isReady).findFirst().ifPresent(templates::delete);
        }
    }

    private void report(DaemonSet set, String revision, List<String> admitted, List<String> misplaced) {
        List<Pod> pods = view.podsOf(set).stream()
                .filter(pod -> !ClusterView.isTerminating(pod))
                .toList();
        int current = count(admitted, pods, pod -> true);
        int ready = count(admitted, pods, ClusterView::isReady);
        int updated = count(admitted, pods, pod -> isUpdated(pod, revision));
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("desiredNumberScheduled", admitted.size())
                .put("currentNumberScheduled", current)
                .put("numberMisscheduled", count(misplaced, pods, pod -> true))
                .put("numberReady", ready)
                .put("numberAvailable", ready)
                .put("updatedNumberScheduled", updated)
                .put("observedGeneration", PodTemplates.generation(set));
        if (ready < admitted.size()) {
            status.put("numberUnavailable", admitted.size() - ready);
        }
        templates.status(ResourceKinds.DAEMON_SET, set, status);
    }

    private static int count(List<String> nodes, List<Pod> pods, Predicate<Pod> filter) {
        return (int) nodes.stream()
                .filter(node -> on(pods, node).stream().anyMatch(filter))
                .count();
    }

    private static boolean isUpdated(Pod pod, String revision) {
        return revision.equals(pod.getMetadata().getLabels().get(REVISION));
    }

    private static List<Pod> on(List<Pod> pods, String node) {
        return pods.stream().filter(pod -> node.equals(target(pod))).toList();
    }

    /** The node that a pod runs on or is meant for. */
    private static String target(Pod pod) {
        if (pod.getSpec().getNodeName() != null) {
            return pod.getSpec().getNodeName();
        }
        return Objects.requireNonNull(pod.getSpec().getAffinity())
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .get(0)
                .getMatchFields()
                .get(0)
                .getValues()
                .get(0);
    }
}
