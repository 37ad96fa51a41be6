package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.logstack.conformance.stack.NoAnswerException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The probe pods of one run: made with label and expiry, removed by UID, and nothing else is removed. */
final class Probes {
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String SUITE = "logstack-conformance";
    static final String RUN = "logstack.io/conformance-run";
    static final String EXPIRES = "logstack.io/conformance-expires";

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final String SELECTOR = MANAGED_BY + "=" + SUITE;

    private final String run;
    private final Duration lifetime;
    private final Map<String, Pod> made = new ConcurrentHashMap<>();

    /**
     * @param run ID of the run
     * @param lifetime after which a pod that was left behind may be removed by any run
     */
    Probes(String run, Duration lifetime) {
        this.run = run;
        this.lifetime = lifetime;
    }

    Pod create(Pod pod, KubernetesCalls calls) {
        String namespace = pod.getMetadata().getNamespace();
        Pod marked = new PodBuilder(pod)
                .editMetadata()
                .addToLabels(MANAGED_BY, SUITE)
                .addToLabels(RUN, run)
                .addToAnnotations(
                        EXPIRES,
                        Instant.now()
                                .plus(lifetime)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .endMetadata()
                .build();
        Pod created = calls.send("POST", "/api/v1/namespaces/" + namespace + "/pods", marked, Pod.class)
                .orElseThrow(() -> new NoAnswerException("Kubernetes knows no namespace " + namespace
                        + " to create the pod " + pod.getMetadata().getName() + " in"));
        made.put(created.getMetadata().getUid(), created);
        return created;
    }

    void delete(Pod pod, KubernetesCalls calls) {
        String uid = pod.getMetadata().getUid();
        if (uid == null) {
            throw new IllegalArgumentException("the pod " + pod.getMetadata().getName()
                    + " has no UID: give the pod that createProbe returned, so that no other one is deleted");
        }
        String path = "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName();
        var options = new DeleteOptionsBuilder()
                .withApiVersion("v1")
                .withKind("DeleteOptions")
                .withGracePeriodSeconds(1L)
                .withNewPreconditions()
                .withUid(uid)
                .endPreconditions()
                .build();
        try {
            calls.send("DELETE", path, options, GenericKubernetesResource.class);
        } catch (NoAnswerException e) {
            // Another pod has taken the name: ours is gone.
            if (!(e.getCause() instanceof KubernetesClientException conflict && conflict.getCode() == 409)) {
                throw e;
            }
        }
        made.remove(uid);
    }

    /** Removes what this run made and has not removed yet. Failures are reported, not thrown. */
    void deleteRest(KubernetesCalls calls) {
        for (Pod pod : made.values()) {
            try {
                delete(pod, calls);
            } catch (NoAnswerException e) {
                LOG.warn(
                        "The probe pod {} in {} is left behind, until a later run finds it expired: {}",
                        pod.getMetadata().getName(),
                        pod.getMetadata().getNamespace(),
                        e.getMessage());
            }
        }
    }

    /** Removes what earlier runs left behind and whose expiry has passed. Failures are reported, not thrown. */
    void deleteExpired(String namespace, KubernetesCalls calls) {
        try {
            PodList left = calls.get(
                            "/api/v1/namespaces/" + namespace + "/pods?labelSelector="
                                    + URLEncoder.encode(SELECTOR, StandardCharsets.UTF_8),
                            PodList.class)
                    .orElseGet(PodList::new);
            for (Pod pod : left.getItems()) {
                if (expired(pod)) {
                    LOG.info(
                            "Removing the probe pod {} that an earlier run left behind",
                            pod.getMetadata().getName());
                    delete(pod, calls);
                }
            }
        } catch (NoAnswerException e) {
            LOG.warn("Probe pods of earlier runs in {} could not be removed: {}", namespace, e.getMessage());
        }
    }

    private static boolean expired(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String expires = annotations == null ? null : annotations.get(EXPIRES);
        if (expires == null) {
            return false;
        }
        try {
            return Instant.parse(expires).isBefore(Instant.now());
        } catch (DateTimeException e) {
            LOG.warn(
                    "The pod {} has an unreadable expiry '{}'; it is left alone",
                    pod.getMetadata().getName(),
                    expires);
            return false;
        }
    }
}
