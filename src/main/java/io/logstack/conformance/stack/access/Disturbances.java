package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.logstack.conformance.stack.NoAnswerException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;

/** The changes that disturb a cluster. Each throws {@link NoAnswerException} when it is refused, or when its object is not there. */
final class Disturbances {
    /** The annotation that {@code kubectl rollout restart} leaves in a pod template. */
    private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    private static final String MERGE = "application/merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";

    private final KubernetesCalls calls;
    private final Supplier<Mark> mark;

    /** @param mark of what is changed now */
    Disturbances(KubernetesCalls calls, Supplier<Mark> mark) {
        this.calls = calls;
        this.mark = mark;
    }

    /** Deletes a pod, and no other one of its name; one that is gone already is fine. */
    void deletePod(Pod pod) {
        var options = new DeleteOptionsBuilder()
                .withApiVersion("v1")
                .withKind("DeleteOptions")
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .endPreconditions()
                .build();
        calls.send("DELETE", path(pod, "pods"), options, GenericKubernetesResource.class);
    }

    void restart(DaemonSet daemonSet) {
        Map<String, ?> now =
                Map.of(RESTARTED, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        Map<String, ?> patch = Map.of("spec", Map.of("template", Map.of("metadata", Map.of("annotations", now))));
        if (calls.patch(MERGE, path(daemonSet, "daemonsets"), patch, DaemonSet.class)
                .isEmpty()) {
            throw missing("restart", daemonSet);
        }
    }

    void scale(Deployment deployment, int replicas) {
        if (Was.scale(deployment, replicas, mark.get(), path(deployment, "deployments"), calls)
                .isEmpty()) {
            throw missing("scale", deployment);
        }
    }

    void delete(String plural, GenericKubernetesResource backup) {
        calls.send(
                "DELETE",
                path(backup, plural),
                new DeleteOptionsBuilder()
                        .withApiVersion("v1")
                        .withKind("DeleteOptions")
                        .build(),
                GenericKubernetesResource.class);
    }

    GenericKubernetesResource apply(String plural, GenericKubernetesResource manifest) {
        String asked = path(manifest, plural) + "?force=true&fieldManager=" + Mark.SUITE;
        return calls.patch(APPLY, asked, manifest, GenericKubernetesResource.class)
                .orElseThrow(() -> missing("apply", manifest));
    }

    private NoAnswerException missing(String verb, HasMetadata object) {
        return new NoAnswerException("Kubernetes at " + calls.address() + " knows no " + object.getKind() + " "
                + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName() + " to " + verb);
    }

    private static String path(HasMetadata object, String plural) {
        return KubernetesCluster.namespaced(
                        object.getApiVersion(), object.getMetadata().getNamespace(), plural)
                + "/" + object.getMetadata().getName();
    }
}
