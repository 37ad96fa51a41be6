package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.List;
import java.util.Map;

/** What the faults do to pods: where a workload gets none, and which container is not ready. */
final class ClusterFaults implements PodQuota, ReadinessProbes {
    private static final String NAME = "app.kubernetes.io/name";
    private static final String COMPONENT = "app.kubernetes.io/component";

    private final Faults faults;
    private final ClusterView view;

    ClusterFaults(Faults faults, ClusterView view) {
        this.faults = faults;
        this.view = view;
    }

    @Override
    public boolean allows(HasMetadata workload, String node) {
        Map<String, String> labels = workload.getMetadata().getLabels();
        boolean alloy = faults.active(Fault.ALLOY_MISSING_ON_NODE) && "alloy".equals(labels.get(NAME));
        boolean canary = faults.active(Fault.CANARY_MISSING_ON_NODE) && is(labels, "canary");
        return !((alloy || canary) && node.equals(lastNode()));
    }

    @Override
    public boolean ready(Pod pod, String container) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        if (labels == null) {
            return true;
        }
        boolean alloy = faults.active(Fault.ALLOY_CONTAINER_NOT_READY)
                && "alloy".equals(labels.get(NAME))
                && container.equals("config-reloader")
                && nodes().get(0).equals(pod.getSpec().getNodeName());
        boolean loki = faults.active(Fault.LOKI_POD_NOT_READY)
                && is(labels, "single-binary")
                && container.equals("loki-sc-rules");
        boolean restarting =
                faults.active(Fault.LOKI_RESTART_LOOP) && is(labels, "single-binary") && container.equals("loki");
        boolean gateway = faults.active(Fault.GATEWAY_DOWN) && is(labels, "gateway");
        return !(alloy || loki || restarting || gateway);
    }

    private static boolean is(Map<String, String> labels, String component) {
        return "loki".equals(labels.get(NAME)) && component.equals(labels.get(COMPONENT));
    }

    private String lastNode() {
        List<String> nodes = nodes();
        return nodes.get(nodes.size() - 1);
    }

    private List<String> nodes() {
        return view.list(ResourceKinds.NODE, Node.class).stream()
                .map(node -> node.getMetadata().getName())
                .toList();
    }
}
