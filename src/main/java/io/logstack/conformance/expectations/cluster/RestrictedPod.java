package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.logstack.conformance.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What all probe pods are like: they satisfy the restricted Pod Security Standard, and end by themselves. */
public final class RestrictedPod {
    /** Name of its only container. */
    public static final String CONTAINER = "probe";

    /** Label by which the probes of one judgement are listed. */
    public static final String BATCH = "logstack.io/conformance-probe";

    /** After which Kubernetes ends it, whatever it does. */
    public static final long SECONDS_TO_LIVE = 300;

    private RestrictedPod() {}

    /**
     * A pod in the monitoring namespace.
     *
     * @param batch common to the probes of one judgement, and to no others
     * @param script what it does, for {@code sh -c}
     */
    public static Pod manifest(Profile profile, String name, String batch, String script) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(profile.namespaces().monitoring())
                .addToLabels(BATCH, batch)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(SECONDS_TO_LIVE)
                .withTerminationGracePeriodSeconds(1L)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withImagePullSecrets(profile.workload().probeImagePullSecret().map(LocalObjectReference::new).stream()
                        .toList())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(65534L)
                .withRunAsGroup(65534L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(profile.workload().probeImage())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-c", script)
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("5m"), "memory", new Quantity("8Mi")))
                .withLimits(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("32Mi")))
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
    }

    /** When its container started, to the second, or empty while it has not. */
    public static Optional<Instant> started(Pod pod) {
        return statuses(pod).stream()
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .flatMap(state -> start(state).stream())
                .findFirst();
    }

    /** Whether it has run, and will not run again. */
    public static boolean ended(Pod pod) {
        return pod.getStatus() != null
                && ("Succeeded".equals(pod.getStatus().getPhase())
                        || "Failed".equals(pod.getStatus().getPhase()));
    }

    /** Why its container has not started, as far as the pod tells. */
    public static String waitsFor(Pod pod) {
        return statuses(pod).stream()
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getWaiting() != null)
                .map(state -> state.getWaiting().getReason() + " "
                        + state.getWaiting().getMessage())
                .findFirst()
                .orElseGet(() -> pod.getStatus() == null
                        ? "it has no status"
                        : "its phase is " + pod.getStatus().getPhase() + " ("
                                + pod.getStatus().getReason() + ")");
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null
                ? List.of()
                : Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.of());
    }

    private static Optional<Instant> start(ContainerState state) {
        String at = state.getRunning() != null
                ? state.getRunning().getStartedAt()
                : state.getTerminated() != null ? state.getTerminated().getStartedAt() : null;
        return Optional.ofNullable(at).map(Instant::parse);
    }
}
