package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a component's pods tell of restarts since a point in time. The restart counter alone is a lifetime's: a restart
 * counts when the container's last end, or its present start, lies within.
 *
 * @param component the component's name, for messages
 * @param pods how many pods were looked at
 * @param containers how many container statuses were looked at
 * @param findings one clause for each container that restarted, or that cannot start
 */
public record Restarts(String component, int pods, int containers, List<String> findings) {
    private static final Set<String> CANNOT_START = Set.of(
            "CrashLoopBackOff",
            "ImagePullBackOff",
            "ErrImagePull",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "StartError");

    public static Restarts since(Instant from, String component, List<Pod> pods) {
        List<String> findings = new ArrayList<>();
        int containers = 0;
        for (Pod pod : pods) {
            List<ContainerStatus> statuses = statuses(pod);
            containers += statuses.size();
            for (ContainerStatus status : statuses) {
                finding(status, from)
                        .ifPresent(what ->
                                findings.add(pod.getMetadata().getName() + "/" + status.getName() + " " + what));
            }
        }
        return new Restarts(component, pods.size(), containers, findings);
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        List<ContainerStatus> statuses = new ArrayList<>();
        if (pod.getStatus() != null) {
            statuses.addAll(Objects.requireNonNullElse(pod.getStatus().getInitContainerStatuses(), List.of()));
            statuses.addAll(Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.of()));
        }
        return statuses;
    }

    private static Optional<String> finding(ContainerStatus status, Instant from) {
        ContainerState now = status.getState();
        if (now != null && now.getWaiting() != null && isBad(now.getWaiting().getReason())) {
            return Optional.of("is in " + now.getWaiting().getReason() + " after " + restarts(status));
        }
        for (ContainerState state : new ContainerState[] {now, status.getLastState()}) {
            ContainerStateTerminated end = state == null ? null : state.getTerminated();
            if (end != null && "OOMKilled".equals(end.getReason()) && isSince(end.getFinishedAt(), from)) {
                return Optional.of("was OOMKilled at " + end.getFinishedAt() + ", " + restarts(status));
            }
        }
        int count = Objects.requireNonNullElse(status.getRestartCount(), 0);
        ContainerState last = status.getLastState();
        ContainerStateTerminated end = last == null ? null : last.getTerminated();
        if (count > 0 && end != null && isSince(end.getFinishedAt(), from)) {
            return Optional.of("restarted after it ended at " + end.getFinishedAt() + " with exit code "
                    + end.getExitCode() + " (" + end.getReason() + "), " + restarts(status));
        }
        if (count > 0
                && end == null
                && now != null
                && now.getRunning() != null
                && isSince(now.getRunning().getStartedAt(), from)) {
            return Optional.of("restarted at " + now.getRunning().getStartedAt() + ", " + restarts(status));
        }
        return Optional.empty();
    }

    private static boolean isBad(@Nullable String reason) {
        return reason != null && CANNOT_START.contains(reason);
    }

    private static String restarts(ContainerStatus status) {
        return Objects.requireNonNullElse(status.getRestartCount(), 0) + " restarts in its life";
    }

    /** A time that is missing or unreadable counts as within: nothing shows that it is over. */
    private static boolean isSince(@Nullable String time, Instant from) {
        if (time == null) {
            return true;
        }
        try {
            return !Instant.parse(time).isBefore(from);
        } catch (DateTimeParseException e) {
            return true;
        }
    }
}
