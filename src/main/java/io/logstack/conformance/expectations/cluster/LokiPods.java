package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.List;
import java.util.stream.Collectors;

/** Loki's pods, of all its components. */
public final class LokiPods {
    private LokiPods() {}

    public static List<Pod> of(Cluster cluster, Profile profile) {
        return LokiComponent.of(profile).stream()
                .flatMap(component -> cluster.pods(profile.namespaces().monitoring(), component.selector()).stream())
                .toList();
    }

    /** Where they were looked for, for messages. */
    public static String source(Profile profile) {
        return LokiComponent.of(profile).stream()
                .map(LokiComponent::selector)
                .collect(Collectors.joining(
                        " or ", "pods in " + profile.namespaces().monitoring() + " with ", ""));
    }
}
