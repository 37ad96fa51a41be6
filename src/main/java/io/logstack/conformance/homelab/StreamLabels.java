package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.workloads.Container;
import java.util.Map;

/** The labels that the cluster's Alloy configuration gives to a container's lines. */
final class StreamLabels {
    private static final String COMPONENT = "loki.source.kubernetes.pods";

    private StreamLabels() {}

    static Map<String, String> of(Container container) {
        return Map.of(
                "namespace", container.namespace(),
                "pod", container.pod(),
                "container", container.container(),
                "node", container.node(),
                "app", container.app(),
                "job", COMPONENT,
                "instance", container.namespace() + "/" + container.pod() + ":" + container.container());
    }
}
