package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How far a pod's containers are ready: the {@code n/n} of {@code kubectl get pods}.
 *
 * @param containers how many its spec names
 * @param ready how many of them report ready
 * @param phase the pod's phase
 * @param unready names of the containers that are not ready
 */
public record PodReadiness(
        String pod, String node, int containers, int ready, String phase, boolean leaving, List<String> unready) {

    public static PodReadiness of(Pod pod) {
        List<ContainerStatus> statuses = pod.getStatus() == null
                ? List.of()
                : Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.of());
        List<String> ready = statuses.stream()
                .filter(status -> Boolean.TRUE.equals(status.getReady()))
                .map(ContainerStatus::getName)
                .toList();
        List<String> unready = pod.getSpec().getContainers().stream()
                .map(container -> container.getName())
                .filter(name -> !ready.contains(name))
                .toList();
        int containers = pod.getSpec().getContainers().size();
        return new PodReadiness(
                pod.getMetadata().getName(),
                Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""),
                containers,
                containers - unready.size(),
                pod.getStatus() == null
                        ? "Unknown"
                        : Objects.requireNonNullElse(pod.getStatus().getPhase(), "Unknown"),
                pod.getMetadata().getDeletionTimestamp() != null,
                unready);
    }

    /** Running, with every container of its spec ready. */
    public boolean complete() {
        return containers > 0 && ready == containers && phase.equals("Running");
    }

    @Override
    public String toString() {
        return pod + " " + ready + "/" + containers + " " + (leaving ? "Terminating" : phase)
                + (unready.isEmpty() ? "" : unready.stream().collect(Collectors.joining(", ", " (not ready: ", ")")));
    }
}
