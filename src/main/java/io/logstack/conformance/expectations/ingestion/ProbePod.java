package io.logstack.conformance.expectations.ingestion;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Profile;
import java.util.List;
import java.util.Locale;

/**
 * A pod that writes one line to stdout, bound to a node. Its name tells its stream apart from the operator's.
 *
 * @param node where it runs
 * @param name its name
 * @param line what it writes
 */
record ProbePod(String node, String name, String line) {
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
        // It stays for a while: collectors drop what belongs to pods that have ended.
        String script = "echo '" + line + "'; exec sleep " + RestrictedPod.SECONDS_TO_LIVE;
        return new PodBuilder(RestrictedPod.manifest(profile, name, batch, script))
                .editSpec()
                .withNodeName(node)
                .withTolerations(tolerations)
                .endSpec()
                .build();
    }
}
