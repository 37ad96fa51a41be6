package io.logstack.conformance.expectations.ingestion;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.workload.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A pod that writes one line to stdout, bound to a node. Its name tells its stream apart from the operator's.
 *
 * @param node where it runs
 * @param name its name
 * @param line what it writes
 */
public record ProbePod(String node, String name, String line) {
    private static final int LONGEST_NAME = 63;

    /** Tells the probes of one judgement from all others. */
    public static String batch(Workload workload) {
        return (workload.run() + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX))
                .replaceAll("[^A-Za-z0-9-]", "-");
    }

    /** What lets a probe on every node where a DaemonSet's pods may be. */
    public static List<Toleration> tolerations(DaemonSet daemonSet) {
        return Objects.requireNonNullElse(
                daemonSet.getSpec().getTemplate().getSpec().getTolerations(), List.of());
    }

    /**
     * @param batch common to the probes of one judgement, and to no others; part of the line
     * @param number of the probe in its batch
     */
    public static ProbePod on(String node, String batch, int number) {
        String suffix = "-" + batch.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-") + "-" + number;
        int room = LONGEST_NAME - OperatorTraffic.PROBE_PODS.length();
        String cut = suffix.length() <= room ? suffix : "-" + suffix.substring(suffix.length() - room + 1);
        return new ProbePod(node, OperatorTraffic.PROBE_PODS + cut, "conformance probe " + batch + " on " + node);
    }

    Pod manifest(Profile profile, String batch, List<Toleration> tolerations) {
        // It stays for a while: collectors drop what belongs to pods that have ended.
        String script = "echo '" + line + "'; exec sleep " + RestrictedPod.SECONDS_TO_LIVE;
        return manifest(profile, batch, tolerations, script);
    }

    /** @param script what it does instead of writing its line */
    public Pod manifest(Profile profile, String batch, List<Toleration> tolerations, String script) {
        return new PodBuilder(RestrictedPod.manifest(profile, name, batch, script))
                .editSpec()
                .withNodeName(node)
                .withTolerations(tolerations)
                .endSpec()
                .build();
    }
}
