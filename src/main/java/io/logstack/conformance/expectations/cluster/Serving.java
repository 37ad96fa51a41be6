package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Since when Loki's pods serve. What others complain of from before that is of a Loki that was away: of its restarts, which
 * are judged by themselves, or of a run of the suite that deleted its pod.
 */
public final class Serving {
    private Serving() {}

    /** To the second, not before all of its pods that are ready were; empty where none is, or none says since when. */
    public static Optional<Instant> since(Cluster cluster, Profile profile) {
        return LokiPods.of(cluster, profile).stream()
                .flatMap(Serving::ready)
                .max(Comparator.naturalOrder())
                .map(ready -> ready.plusSeconds(1));
    }

    private static Stream<Instant> ready(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> "Ready".equals(condition.getType()))
                        .filter(condition -> "True".equals(condition.getStatus()))
                        .flatMap(Serving::transition);
    }

    private static Stream<Instant> transition(PodCondition condition) {
        try {
            String time = condition.getLastTransitionTime();
            return time == null ? Stream.empty() : Stream.of(Instant.parse(time));
        } catch (DateTimeException e) {
            // What is no time tells as little as none.
            return Stream.empty();
        }
    }
}
