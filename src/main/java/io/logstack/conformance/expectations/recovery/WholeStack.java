package io.logstack.conformance.expectations.recovery;

import io.logstack.conformance.expectations.cluster.DaemonSetCoverage;
import io.logstack.conformance.expectations.cluster.ReplicaReadiness;
import io.logstack.conformance.expectations.gitops.FluxObject;
import io.logstack.conformance.expectations.gitops.Releases;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether all of the stack is there: its releases, the pods of each of its workloads, and Loki itself. */
record WholeStack(Cluster cluster, Loki loki, Profile profile) {
    /** One clause for each thing that is not as it should be. */
    List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        new Releases(cluster, profile)
                .all()
                .forEach((name, release) -> release.map(FluxObject::of)
                        .map(FluxObject::troubles)
                        .orElse(List.of("it is missing"))
                        .forEach(trouble -> troubles.add(name + ": " + trouble)));
        String namespace = profile.namespaces().monitoring();
        String gateway = profile.gateway().deployment();
        LokiComponent.of(profile)
                .forEach(component -> unready(
                                component.kind().label() + " " + component.workload(),
                                ReplicaReadiness.of(cluster, namespace, component))
                        .ifPresent(troubles::add));
        unready("Deployment " + gateway, ReplicaReadiness.ofDeployment(cluster, namespace, gateway))
                .ifPresent(troubles::add);
        for (String name : List.of(profile.alloy().daemonSet(), profile.canary().daemonSet())) {
            Optional<DaemonSetCoverage> coverage = DaemonSetCoverage.read(cluster, namespace, name);
            List<String> gaps = coverage.map(DaemonSetCoverage::gaps).orElse(List.of("it is missing"));
            gaps.forEach(gap -> troubles.add("DaemonSet " + name + ": " + gap));
            if (coverage.filter(found -> found.admitted().isEmpty()).isPresent()) {
                troubles.add("DaemonSet " + name + ": no node admits it");
            }
        }
        if (!isReady()) {
            troubles.add("Loki does not answer /ready with 200");
        }
        return troubles;
    }

    /** How many pods of the workloads are left, of whatever state. */
    int pods() {
        String namespace = profile.namespaces().monitoring();
        return Stream.concat(
                        LokiComponent.of(profile).stream().map(LokiComponent::selector),
                        Stream.of(
                                profile.gateway().selector(),
                                profile.alloy().selector(),
                                profile.canary().selector()))
                .mapToInt(selector -> cluster.pods(namespace, selector).size())
                .sum();
    }

    private static Optional<String> unready(String name, Optional<ReplicaReadiness> replicas) {
        if (replicas.isEmpty()) {
            return Optional.of(name + ": it is missing");
        }
        ReplicaReadiness found = replicas.get();
        boolean ready = found.wanted() > 0 && found.ready() == found.wanted() && found.complete() == found.wanted();
        return ready
                ? Optional.empty()
                : Optional.of(name + ": " + found.ready() + " of " + found.wanted() + " replicas ready, pods "
                        + found.pods());
    }

    private boolean isReady() {
        try {
            Answer answer = loki.ready();
            return answer.status() == 200 && answer.body().strip().equals("ready");
        } catch (NoAnswerException e) {
            // That is what is asked.
            return false;
        }
    }
}
