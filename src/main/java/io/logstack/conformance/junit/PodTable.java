package io.logstack.conformance.junit;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Pods as {@code kubectl get pods -o wide} shows them, with what each container that is not running waits for. */
final class PodTable {
    private PodTable() {}

    static String of(List<Pod> pods) {
        StringBuilder table = new StringBuilder(row("NAME", "READY", "STATUS", "RESTARTS", "NODE", "CONTAINERS"));
        if (pods.isEmpty()) {
            return table.append("(no pods)\n").toString();
        }
        pods.forEach(pod -> table.append(row(pod)));
        return table.toString();
    }

    private static String row(Pod pod) {
        List<ContainerStatus> statuses =
                pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                        ? List.of()
                        : pod.getStatus().getContainerStatuses();
        long ready = statuses.stream()
                .filter(status -> Boolean.TRUE.equals(status.getReady()))
                .count();
        int restarts = statuses.stream()
                .map(ContainerStatus::getRestartCount)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
        String waiting = statuses.stream()
                .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                .map(status -> status.getName() + ": " + state(status.getState()))
                .collect(Collectors.joining(", "));
        return row(
                pod.getMetadata().getName(),
                ready + "/"
                        + (pod.getSpec() == null
                                ? "?"
                                : pod.getSpec().getContainers().size()),
                pod.getStatus() == null || pod.getStatus().getPhase() == null
                        ? "Unknown"
                        : pod.getStatus().getPhase(),
                String.valueOf(restarts),
                pod.getSpec() == null || pod.getSpec().getNodeName() == null
                        ? "<none>"
                        : pod.getSpec().getNodeName(),
                waiting);
    }

    @SuppressWarnings("NullAway") // Kubernetes leaves out what does not apply
    private static String state(ContainerState state) {
        if (state == null) {
            return "unknown";
        }
        if (state.getWaiting() != null) {
            return "waiting, " + state.getWaiting().getReason();
        }
        if (state.getTerminated() != null) {
            return "terminated, " + state.getTerminated().getReason() + ", exit code "
                    + state.getTerminated().getExitCode();
        }
        return "running, not ready";
    }

    private static String row(
            String name, String ready, String status, String restarts, String node, String containers) {
        return String.format(
                                Locale.ROOT,
                                "%-40s %-6s %-10s %-9s %-20s %s",
                                name,
                                ready,
                                status,
                                restarts,
                                node,
                                containers)
                        .stripTrailing()
                + "\n";
    }
}
