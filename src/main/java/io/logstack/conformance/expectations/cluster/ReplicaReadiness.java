package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.stack.Cluster;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many of a controller's replicas are ready, by its own count and by its pods.
 *
 * @param controller kind and {@code namespace/name}
 * @param wanted replicas that its spec asks for
 * @param ready replicas that its status reports ready
 * @param pods those that are not being deleted
 * @param template what they are made of
 */
public record ReplicaReadiness(String controller, int wanted, int ready, List<PodReadiness> pods, PodSpec template) {
    /** Of one of Loki's workloads. */
    public static Optional<ReplicaReadiness> of(Cluster cluster, String namespace, LokiComponent component) {
        return switch (component.kind()) {
            case STATEFUL_SET -> ofStatefulSet(cluster, namespace, component.workload());
            case DEPLOYMENT -> ofDeployment(cluster, namespace, component.workload());
        };
    }

    public static Optional<ReplicaReadiness> ofStatefulSet(Cluster cluster, String namespace, String name) {
        return cluster.statefulSet(namespace, name)
                .map(set -> of(
                        set,
                        cluster.pods(namespace, Selectors.text(set.getSpec().getSelector()))));
    }

    public static Optional<ReplicaReadiness> ofDeployment(Cluster cluster, String namespace, String name) {
        return cluster.deployment(namespace, name)
                .map(deployment -> of(
                        deployment,
                        cluster.pods(
                                namespace, Selectors.text(deployment.getSpec().getSelector()))));
    }

    static ReplicaReadiness of(StatefulSet set, List<Pod> pods) {
        return new ReplicaReadiness(
                "StatefulSet " + set.getMetadata().getNamespace() + "/"
                        + set.getMetadata().getName(),
                wanted(set.getSpec().getReplicas()),
                set.getStatus() == null ? 0 : orZero(set.getStatus().getReadyReplicas()),
                staying(pods),
                set.getSpec().getTemplate().getSpec());
    }

    static ReplicaReadiness of(Deployment deployment, List<Pod> pods) {
        return new ReplicaReadiness(
                "Deployment " + deployment.getMetadata().getNamespace() + "/"
                        + deployment.getMetadata().getName(),
                wanted(deployment.getSpec().getReplicas()),
                deployment.getStatus() == null
                        ? 0
                        : orZero(deployment.getStatus().getReadyReplicas()),
                staying(pods),
                deployment.getSpec().getTemplate().getSpec());
    }

    /** Pods with all their containers ready. */
    public long complete() {
        return pods.stream().filter(PodReadiness::complete).count();
    }

    private static List<PodReadiness> staying(List<Pod> pods) {
        return pods.stream().map(PodReadiness::of).filter(pod -> !pod.leaving()).toList();
    }

    private static int wanted(@Nullable Integer replicas) {
        return Objects.requireNonNullElse(replicas, 1);
    }

    private static int orZero(@Nullable Integer count) {
        return Objects.requireNonNullElse(count, 0);
    }
}
