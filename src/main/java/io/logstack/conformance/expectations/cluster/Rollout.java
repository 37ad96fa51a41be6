package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.stack.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a controller has brought its pods to its present template, as {@code kubectl rollout status} reads it. Whether the
 * pods are ready is not in it.
 *
 * @param controller kind and {@code namespace/name}
 * @param wanted pods that it is to have
 * @param updated pods of the present template
 * @param all pods that it has, of whatever template
 * @param generation of the declaration
 * @param observed the generation that the controller has acted on
 */
public record Rollout(String controller, int wanted, int updated, int all, long generation, long observed) {
    /** Of one of Loki's workloads; empty when it is not there. */
    public static Optional<Rollout> of(Cluster cluster, String namespace, LokiComponent component) {
        return switch (component.kind()) {
            case STATEFUL_SET ->
                cluster.statefulSet(namespace, component.workload()).map(Rollout::of);
            case DEPLOYMENT ->
                cluster.deployment(namespace, component.workload()).map(Rollout::of);
        };
    }

    public static Rollout of(StatefulSet set) {
        var status = set.getStatus();
        return new Rollout(
                "StatefulSet " + set.getMetadata().getNamespace() + "/"
                        + set.getMetadata().getName(),
                Objects.requireNonNullElse(set.getSpec().getReplicas(), 1),
                status == null ? 0 : orZero(status.getUpdatedReplicas()),
                status == null ? 0 : orZero(status.getReplicas()),
                orZero(set.getMetadata().getGeneration()),
                status == null ? 0 : orZero(status.getObservedGeneration()));
    }

    public static Rollout of(Deployment deployment) {
        var status = deployment.getStatus();
        return new Rollout(
                "Deployment " + deployment.getMetadata().getNamespace() + "/"
                        + deployment.getMetadata().getName(),
                Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1),
                status == null ? 0 : orZero(status.getUpdatedReplicas()),
                status == null ? 0 : orZero(status.getReplicas()),
                orZero(deployment.getMetadata().getGeneration()),
                status == null ? 0 : orZero(status.getObservedGeneration()));
    }

    public static Rollout of(DaemonSet set) {
        var status = set.getStatus();
        return new Rollout(
                "DaemonSet " + set.getMetadata().getNamespace() + "/"
                        + set.getMetadata().getName(),
                status == null ? 0 : orZero(status.getDesiredNumberScheduled()),
                status == null ? 0 : orZero(status.getUpdatedNumberScheduled()),
                status == null ? 0 : orZero(status.getCurrentNumberScheduled()),
                orZero(set.getMetadata().getGeneration()),
                status == null ? 0 : orZero(status.getObservedGeneration()));
    }

    /** One clause for each thing that is not done yet; a controller that is to have no pod shows nothing done. */
    public List<String> undone() {
        List<String> undone = new ArrayList<>();
        if (observed < generation) {
            undone.add("the controller has acted on generation " + observed + " of " + generation);
        }
        if (wanted < 1) {
            undone.add("it is to have no pod at all");
        }
        if (updated < wanted) {
            undone.add(updated + " of " + wanted + " pods are of the present template");
        }
        if (all > updated) {
            undone.add(all - updated + " pods are of an older template");
        }
        return undone;
    }

    private static int orZero(@Nullable Integer count) {
        return Objects.requireNonNullElse(count, 0);
    }

    private static long orZero(@Nullable Long count) {
        return Objects.requireNonNullElse(count, 0L);
    }
}
