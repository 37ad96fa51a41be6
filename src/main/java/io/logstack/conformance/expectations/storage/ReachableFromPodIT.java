package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Level.SHOULD;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asks without credentials: that the store answers at all is the question, and no secret has to reach a pod for it. */
@Storage
@Probe
@Expectation(
        id = "STORAGE-10",
        level = SHOULD,
        runbook = RunbookSection.S3_STORAGE_ISSUES,
        requires = {KUBERNETES, OBJECT_STORE},
        rights = {Right.LIST_PODS, Right.GET_LOGS, Right.CREATE_PODS, Right.DELETE_PODS},
        creates = Creation.PROBE_PODS,
        prerequisites = {BucketReadWriteIT.class, StoreEndpointsReadyIT.class},
        statement = "S3 is reachable from a pod in the monitoring namespace",
        remedy = "Look for a NetworkPolicy in the monitoring or the storage namespace that keeps pods from the RGW's "
                + "Service, and check that its name resolves in the monitoring namespace")
public class ReachableFromPodIT {
    private static final int LINES = 100;

    @Test
    void aPodGetsAnAnswer(Cluster cluster, Profile profile, Evidence evidence) {
        String batch = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        String url = url(profile);
        Pod probe = cluster.createProbe(RestrictedPod.manifest(
                profile,
                OperatorTraffic.PROBE_PODS + "-s3-" + batch,
                batch,
                PodFetch.script(url, profile.timeouts().request())));
        PodFetch seen = new Look(profile)
                .until(
                        "the pod's word on S3",
                        profile.timeouts().settle(),
                        () -> look(cluster, probe, batch),
                        PodFetch::told);
        cluster.deleteProbe(probe);
        seen.judge(url, getClass(), evidence);
    }

    private static PodFetch look(Cluster cluster, Pod probe, String batch) {
        String namespace = probe.getMetadata().getNamespace();
        Optional<Pod> pod = cluster.pods(namespace, RestrictedPod.BATCH + "=" + batch).stream()
                .findFirst();
        // The log after the pod: what had ended by then has said all.
        String log = cluster.log(namespace, probe.getMetadata().getName(), RestrictedPod.CONTAINER, LINES, false);
        return PodFetch.of(pod, log);
    }

    private static String url(Profile profile) {
        return "http://" + profile.objectStore().service() + "."
                + profile.namespaces().storage() + ".svc:"
                + profile.objectStore().port() + "/"
                + profile.objectStore().bucket();
    }
}
