package io.logstack.conformance.expectations.recovery;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.logstack.conformance.expectations.cluster.DaemonSetCoverage;
import io.logstack.conformance.expectations.cluster.Rollout;
import io.logstack.conformance.expectations.cluster.Selectors;
import io.logstack.conformance.stack.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A rollout restart of a DaemonSet, and how far it has come. */
final class RolloutRestart {
    private final Cluster cluster;
    private final String namespace;
    private final String name;
    private final String selector;
    private final long generation;
    private final Set<String> replaced;

    private RolloutRestart(Cluster cluster, DaemonSet daemonSet) {
        this.cluster = cluster;
        this.namespace = daemonSet.getMetadata().getNamespace();
        this.name = daemonSet.getMetadata().getName();
        this.selector = Selectors.text(daemonSet.getSpec().getSelector());
        this.generation = Objects.requireNonNullElse(daemonSet.getMetadata().getGeneration(), 0L);
        this.replaced = uids();
    }

    /** Restarts it now. */
    static RolloutRestart of(Cluster cluster, DaemonSet daemonSet) {
        RolloutRestart restart = new RolloutRestart(cluster, daemonSet);
        cluster.restart(daemonSet);
        return restart;
    }

    /** One clause for each thing that is not done yet. */
    List<String> undone() {
        List<String> undone = new ArrayList<>();
        Optional<Rollout> rollout = cluster.daemonSet(namespace, name).map(Rollout::of);
        if (rollout.isEmpty()) {
            return List.of("there is no DaemonSet " + namespace + "/" + name);
        }
        if (rollout.get().generation() <= generation) {
            undone.add("its template has not changed");
        }
        undone.addAll(rollout.get().undone());
        Set<String> left = uids();
        left.retainAll(replaced);
        if (!left.isEmpty()) {
            undone.add(left.size() + " of its former pods are still there");
        }
        DaemonSetCoverage.read(cluster, namespace, name).ifPresent(coverage -> undone.addAll(coverage.gaps()));
        return undone;
    }

    private Set<String> uids() {
        return cluster.pods(namespace, selector).stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .collect(Collectors.toSet());
    }
}
