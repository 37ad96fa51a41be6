package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the faults do to pods: where a workload gets none, and which container is not ready. */
final class ClusterFaults implements PodQuota, ReadinessProbes {
    private static final String NAME = "app.kubernetes.io/name";
    private static final String COMPONENT = "app.kubernetes.io/component";

    private final Faults faults;
    private final ClusterView view;
    private String firstLoki = "";

    ClusterFaults(Faults faults, ClusterView view) {
        this.faults = faults;
        this.view = view;
    }

    @Override
    public boolean allows(JsonNode workload, String node) {
        boolean alloy = faults.active(Fault.ALLOY_MISSING_ON_NODE) && isAlloy(workload);
        boolean canary = faults.active(Fault.CANARY_MISSING_ON_NODE) && isLokis(workload, "canary");
        List<String> nodes = nodes();
        return !((alloy || canary) && node.equals(nodes.get(nodes.size() - 1)));
    }

    @Override
    public boolean ready(JsonNode pod, String container) {
        boolean alloy = faults.active(Fault.ALLOY_CONTAINER_NOT_READY)
                && isAlloy(pod)
                && container.equals("config-reloader")
                && nodes().get(0).equals(ObjectFields.node(pod));
        boolean loki = faults.active(Fault.LOKI_POD_NOT_READY)
                && isLokis(pod, "single-binary")
                && container.equals("loki-sc-rules");
        boolean restarting =
                faults.active(Fault.LOKI_RESTART_LOOP) && isLokis(pod, "single-binary") && container.equals("loki");
        restarting |= hasNotReturned(pod, container);
        boolean gateway = faults.active(Fault.GATEWAY_DOWN) && isLokis(pod, "gateway");
        boolean rgw = faults.active(Fault.RGW_NO_ENDPOINTS)
                && ObjectFields.label(pod, NAME).equals("ceph-rgw");
        return !(alloy || loki || restarting || gateway || rgw);
    }

    /** Whether a ReplicaSet may have another pod: a quota holds against what a rollout would add. */
    boolean mayGrow(JsonNode replicaSet) {
        return !(faults.active(Fault.ROLLOUT_STUCK)
                && isLokis(replicaSet, "gateway")
                && replicaSet
                        .path("spec")
                        .path("template")
                        .path("metadata")
                        .path("annotations")
                        .has(Alterations.RESTARTED));
    }

    /** Every pod of Loki but the first that was seen. */
    private boolean hasNotReturned(JsonNode pod, String container) {
        if (!isLokis(pod, "single-binary") || !container.equals("loki")) {
            return false;
        }
        if (firstLoki.isEmpty()) {
            firstLoki = ObjectFields.uid(pod);
        }
        return faults.active(Fault.LOKI_DOES_NOT_RETURN) && !firstLoki.equals(ObjectFields.uid(pod));
    }

    private static boolean isAlloy(JsonNode object) {
        return ObjectFields.label(object, NAME).equals("alloy");
    }

    private static boolean isLokis(JsonNode object, String component) {
        return ObjectFields.label(object, NAME).equals("loki")
                && ObjectFields.label(object, COMPONENT).equals(component);
    }

    private List<String> nodes() {
        return view.nodes().stream().map(ObjectFields::name).toList();
    }
}
