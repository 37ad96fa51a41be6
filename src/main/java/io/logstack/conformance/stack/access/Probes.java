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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The probe pods of one run: made with a {@link Mark}, removed by UID, and nothing else is removed. */
final class Probes {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final String SELECTOR = Mark.MANAGED_BY + "=" + Mark.SUITE;

    private final Duration lifetime;
    private final Map<String, Pod> made = new ConcurrentHashMap<>();
    /** Path of each whose making has not been answered: it may be there all the same. */
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    private volatile String run;

    /**
     * @param run ID of the run, until {@link #begin} gives another
     * @param lifetime after which the run that made a pod does not need it any more
     */
    Probes(String run, Duration lifetime) {
        this.run = run;
        this.lifetime = lifetime;
    }

    /** Marks what is made from now on with another run's ID. */
    void begin(String other) {
        this.run = other;
    }

    /** The mark of what is made or changed now. */
    Mark mark() {
        return Mark.now(run, lifetime);
    }

    Pod create(Pod pod, KubernetesCalls calls) {
        String namespace = pod.getMetadata().getNamespace();
        Mark mark = mark();
        Pod marked = new PodBuilder(pod)
                .editMetadata()
                .addToLabels(mark.labels())
                .addToAnnotations(mark.annotations())
                .endMetadata()
                .build();
        String path =
                "/api/v1/namespaces/" + namespace + "/pods/" + pod.getMetadata().getName();
        unanswered.add(path);
        Pod created = calls.send("POST", "/api/v1/namespaces/" + namespace + "/pods", marked, Pod.class)
                .orElseThrow(() -> new NoAnswerException("Kubernetes knows no namespace " + namespace
                        + " to create the pod " + pod.getMetadata().getName() + " in"));
        made.put(created.getMetadata().getUid(), created);
        unanswered.remove(path);
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

    /**
     * Removes what this run made and has not removed yet, and what it may have made: an interrupt can come between a request and
     * its answer. Failures are reported, not thrown.
     */
    void deleteRest(KubernetesCalls calls) {
        List<String> asked = List.copyOf(unanswered);
        asked.forEach(unanswered::remove);
        for (String path : asked) {
            try {
                calls.get(path, Pod.class)
                        .filter(this::isOfThisRun)
                        .ifPresent(pod -> made.put(pod.getMetadata().getUid(), pod));
            } catch (NoAnswerException e) {
                LOG.warn("Whether there is a probe pod at {} is not known: {}", path, e.getMessage());
            }
        }
        for (Pod pod : made.values()) {
            try {
                delete(pod, calls);
            } catch (NoAnswerException e) {
                LOG.warn(
                        "The probe pod {} in {} is left behind, until a later run finds it: {}",
                        pod.getMetadata().getName(),
                        pod.getMetadata().getNamespace(),
                        e.getMessage());
            }
        }
    }

    private boolean isOfThisRun(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels != null && labels.entrySet().containsAll(mark().labels().entrySet());
    }

    /**
     * Removes what other runs have left in a namespace and do not need any more.
     *
     * @return until when the latest of those that they may still need is theirs, or empty when there is none
     * @throws NoAnswerException when the API server does not answer, or refuses
     */
    Optional<Instant> deleteAbandoned(String namespace, KubernetesCalls calls) {
        PodList left = calls.get(
                        "/api/v1/namespaces/" + namespace + "/pods?labelSelector="
                                + URLEncoder.encode(SELECTOR, StandardCharsets.UTF_8),
                        PodList.class)
                .orElseGet(PodList::new);
        Instant latest = Instant.MIN;
        for (Pod pod : left.getItems()) {
            Optional<Mark> mark = Mark.of(pod.getMetadata());
            if (mark.isEmpty()
                    || made.containsKey(pod.getMetadata().getUid())
                    || pod.getMetadata().getDeletionTimestamp() != null) {
                continue;
            }
            if (mark.get().isAbandoned()) {
                LOG.info(
                        "Removing the probe pod {} that run {} left behind",
                        pod.getMetadata().getName(),
                        mark.get().run());
                delete(pod, calls);
            } else if (mark.get().expires().isAfter(latest)) {
                latest = mark.get().expires();
            }
        }
        return latest.equals(Instant.MIN) ? Optional.empty() : Optional.of(latest);
    }
}
