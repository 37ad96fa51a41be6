package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.workloads.Container;
import io.logstack.conformance.homelab.workloads.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pod's containers, as what writes. */
final class PodContainers {
    private static final String NAME = "app.kubernetes.io/name";

    /** They say only what happens to them. */
    private static final Set<Program> QUIET = Set.of(Program.ALLOY, Program.CANARY, Program.GATEWAY);

    private PodContainers() {}

    /** Those that write on their own. */
    static List<Container> talkative(Pod pod) {
        boolean quiet = Program.of(pod.getSpec()).filter(QUIET::contains).isPresent();
        return quiet ? List.of() : of(pod);
    }

    static List<Container> of(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        String name = labels == null ? "" : labels.getOrDefault(NAME, "");
        String app = name.isEmpty() ? pod.getMetadata().getName() : name;
        return pod.getSpec().getContainers().stream()
                .map(container -> new Container(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        container.getName(),
                        pod.getSpec().getNodeName(),
                        app,
                        container.getImage()))
                .toList();
    }
}
