package io.logstack.conformance.expectations.ingestion;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod that writes one line to stdout, bound to a node. It satisfies the restricted Pod Security Standard, ends by itself,
 * and its name tells its stream apart from the operator's.
 *
 * @param node where it runs
 * @param name its name
 * @param line what it writes
 */
record ProbePod(String node, String name, String line) {
    static final String CONTAINER = "probe";
    static final String BATCH = "logstack.io/conformance-probe";

    private static final long SECONDS_TO_LIVE = 300;
    private static final int LONGEST_NAME = 63;

    /**
     * @param batch common to the probes of one judgement, and to no others; part of the line
     * @param number of the probe in its batch
     */
    static ProbePod on(String node, String batch, int number) {
        String suffix = "-" + batch.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-") + "-" + number;
        int room = LONGEST_NAME - OperatorTraffic.PROBE_PODS.length();
        String cut = suffix.length() <= room ? suffix : "-" + suffix.substring(suffix.length() - room + 1);
        return new ProbePod(node, OperatorTraffic.PROBE_PODS + cut, "conformance probe " + batch + " on " + node);
    }

    Pod manifest(Profile profile, String batch, List<Toleration> tolerations) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(profile.namespaces().monitoring())
                .addToLabels(BATCH, batch)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .withTolerations(tolerations)
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
                // It stays for a while: collectors drop what belongs to pods that have ended.
                .withCommand("sh", "-c", "echo '" + line + "'; exec sleep " + SECONDS_TO_LIVE)
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
    static Optional<Instant> started(Pod pod) {
        return statuses(pod).stream()
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .flatMap(state -> start(state).stream())
                .findFirst();
    }

    /** Why its container has not started, as far as the pod tells. */
    static String waitsFor(Pod pod) {
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
