package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.workloads.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the faults do to pods: where a workload gets none, and which container is not ready. */
final class ClusterFaults implements PodQuota, ReadinessProbes {
    private final Faults faults;
    private final ClusterView view;
    private final Set<String> firstLokis = new HashSet<>();

    ClusterFaults(Faults faults, ClusterView view) {
        this.faults = faults;
        this.view = view;
    }

    @Override
    public boolean allows(JsonNode workload, String node) {
        boolean alloy = faults.active(Fault.ALLOY_MISSING_ON_NODE) && runs(Program.ALLOY, workload);
        boolean canary = faults.active(Fault.CANARY_MISSING_ON_NODE) && runs(Program.CANARY, workload);
        List<String> nodes = nodes();
        return !((alloy || canary) && node.equals(nodes.get(nodes.size() - 1)));
    }

    @Override
    public boolean ready(JsonNode pod, String container) {
        boolean alloy = faults.active(Fault.ALLOY_CONTAINER_NOT_READY)
                && isBeside(Program.ALLOY, pod, container)
                && nodes().get(0).equals(ObjectFields.node(pod));
        boolean loki = faults.active(Fault.LOKI_POD_NOT_READY) && isBeside(Program.LOKI, pod, container);
        boolean restarting = faults.active(Fault.LOKI_RESTART_LOOP) && isLoki(pod, container);
        restarting |= hasNotReturned(pod, container);
        boolean gateway = faults.active(Fault.GATEWAY_DOWN) && runs(Program.GATEWAY, pod);
        boolean rgw = faults.active(Fault.RGW_NO_ENDPOINTS) && runs(Program.OBJECT_GATEWAY, pod);
        return !(alloy || loki || restarting || gateway || rgw);
    }

    /** Whether a ReplicaSet may have another pod: a quota holds against what a rollout would add. */
    boolean mayGrow(JsonNode replicaSet) {
        return !(faults.active(Fault.ROLLOUT_STUCK)
                && runs(Program.GATEWAY, replicaSet)
                && replicaSet
                        .path("spec")
                        .path("template")
                        .path("metadata")
                        .path("annotations")
                        .has(Alterations.RESTARTED));
    }

    /** Every pod of Loki's but those that were there when the first was seen. */
    private boolean hasNotReturned(JsonNode pod, String container) {
        if (!isLoki(pod, container)) {
            return false;
        }
        if (firstLokis.isEmpty()) {
            view.pods().stream()
                    .filter(each -> runs(Program.LOKI, each))
                    .map(ObjectFields::uid)
                    .forEach(firstLokis::add);
        }
        return faults.active(Fault.LOKI_DOES_NOT_RETURN) && !firstLokis.contains(ObjectFields.uid(pod));
    }

    private static boolean runs(Program program, JsonNode object) {
        return Program.of(object).filter(program::equals).isPresent();
    }

    private static boolean isLoki(JsonNode pod, String container) {
        return runs(Program.LOKI, pod)
                && Program.LOKI.container(pod).filter(container::equals).isPresent();
    }

    /** Whether a container runs something else in a program's pod. */
    private static boolean isBeside(Program program, JsonNode pod, String container) {
        return runs(program, pod)
                && program.container(pod).filter(container::equals).isEmpty();
    }

    private List<String> nodes() {
        return view.nodes().stream().map(ObjectFields::name).toList();
    }
}
