package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.workloads.Container;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The containers of the pods that run, by their pod's uid: what Alloy's discovery knows. */
final class ContainerIndex {
    private final Map<String, List<Container>> byPod = new ConcurrentHashMap<>();

    void add(Pod pod) {
        byPod.put(pod.getMetadata().getUid(), PodContainers.of(pod));
    }

    void remove(Pod pod) {
        byPod.remove(pod.getMetadata().getUid());
    }

    /** What wrote a line. */
    Container of(PodLine line) {
        return byPod.getOrDefault(line.uid(), List.of()).stream()
                .filter(container -> container.container().equals(line.container()))
                .findFirst()
                .orElseGet(() ->
                        new Container(line.namespace(), line.pod(), line.container(), line.node(), line.pod(), ""));
    }
}
