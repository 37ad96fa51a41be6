package io.logstack.conformance.expectations.retention;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Since when a stack is known to exist.
 *
 * @param since the earliest point in time that something of it testifies to
 * @param witness what testifies
 */
public record StackAge(Instant since, String witness) {
    /** Written by Loki into its bucket when the cluster first started. */
    private static final String SEED = "loki_cluster_seed.json";

    private static final Pattern CREATED = Pattern.compile("\"created_at\"\\s*:\\s*\"([^\"]+)\"");

    /** The earliest of what can be asked here: Loki's process, its StatefulSet, the seed in its bucket. */
    public static Optional<StackAge> of(Stack stack, Profile profile, Metrics loki) {
        return Stream.of(process(loki), statefulSet(stack, profile), seed(stack))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(StackAge::since));
    }

    /** By what Loki tells of its process; empty where that is no time. */
    static Optional<StackAge> process(Metrics loki) {
        return loki.of("process_start_time_seconds").stream()
                .filter(sample -> Double.isFinite(sample.value()) && sample.value() > 0)
                .map(sample -> Instant.ofEpochMilli((long) (sample.value() * 1000)))
                .min(Comparator.naturalOrder())
                .map(start -> new StackAge(start, "process_start_time_seconds at " + loki.source()));
    }

    private static Optional<StackAge> statefulSet(Stack stack, Profile profile) {
        if (stack.lacks(Capability.KUBERNETES).isPresent()) {
            return Optional.empty();
        }
        String namespace = profile.namespaces().monitoring();
        return LokiComponent.of(profile).stream()
                .filter(component -> component.kind() == LokiComponent.Kind.STATEFUL_SET)
                .flatMap(component -> stack
                        .cluster()
                        .statefulSet(namespace, component.workload())
                        .flatMap(set -> instant(set.getMetadata().getCreationTimestamp()))
                        .map(created -> new StackAge(created, "creation of " + component.controller(profile)))
                        .stream())
                .min(Comparator.comparing(StackAge::since));
    }

    private static Optional<StackAge> seed(Stack stack) {
        if (stack.lacks(Capability.OBJECT_STORE).isPresent()) {
            return Optional.empty();
        }
        ObjectStore store = stack.objectStore();
        try {
            Matcher created = CREATED.matcher(new String(store.get(SEED), StandardCharsets.UTF_8));
            return created.find()
                    ? instant(created.group(1)).map(at -> new StackAge(at, SEED + " in " + store.address()))
                    : Optional.empty();
        } catch (NoAnswerException | ObjectStore.Refused e) {
            // Only one witness less: whether the store answers is STORAGE-03's affair.
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
