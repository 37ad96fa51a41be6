package io.logstack.conformance.homelab.kubernetes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Defaults and rules of DaemonSets, StatefulSets, Deployments and ReplicaSets. */
final class WorkloadRules {
    private static final List<ResourceKind> COVERED = List.of(
            ResourceKinds.DAEMON_SET, ResourceKinds.STATEFUL_SET, ResourceKinds.DEPLOYMENT, ResourceKinds.REPLICA_SET);

    private final PodDefaults podDefaults = new PodDefaults();

    static boolean covers(ResourceKind kind) {
        return COVERED.contains(kind);
    }

    void complete(ResourceKind kind, ObjectNode workload) {
        ObjectNode spec = workload.withObjectProperty("spec");
        if (!kind.equals(ResourceKinds.DAEMON_SET)) {
            spec.putIfAbsent("replicas", spec.numberNode(1));
        }
        if (kind.equals(ResourceKinds.DEPLOYMENT)) {
            ObjectNode strategy = spec.withObjectProperty("strategy");
            strategy.putIfAbsent("type", strategy.stringNode("RollingUpdate"));
        } else if (!kind.equals(ResourceKinds.REPLICA_SET)) {
            ObjectNode strategy = spec.withObjectProperty("updateStrategy");
            strategy.putIfAbsent("type", strategy.stringNode("RollingUpdate"));
        }
        if (!kind.equals(ResourceKinds.REPLICA_SET)) {
            spec.putIfAbsent("revisionHistoryLimit", spec.numberNode(10));
        }
        podDefaults.completeSpec(spec.withObjectProperty("template").withObjectProperty("spec"));
        workload.withObjectProperty("status");
    }

    void check(ObjectNode workload, @Nullable ObjectNode before, List<ApiException.Cause> wrong) {
        JsonNode spec = workload.path("spec");
        JsonNode selector = spec.path("selector");
        if (selector.isEmpty()) {
            wrong.add(Admission.required("spec.selector", "a selector of the template's labels"));
        } else if (!LabelSelector.of(selector)
                .matchesLabels(spec.path("template").path("metadata").path("labels"))) {
            wrong.add(Admission.invalid(
                    "spec.template.metadata.labels",
                    spec.path("template").path("metadata").path("labels").toString(),
                    "`selector` does not match template `labels`"));
        }
        if (before != null && !before.path("spec").path("selector").equals(selector)) {
            wrong.add(Admission.invalid("spec.selector", selector.toString(), "field is immutable"));
        }
        if (spec.path("replicas").asInt(0) < 0) {
            wrong.add(Admission.invalid(
                    "spec.replicas", spec.path("replicas").toString(), "must be greater than or equal to 0"));
        }
        podDefaults.checkSpec(spec.path("template").path("spec"), "spec.template.spec", wrong);
    }
}
