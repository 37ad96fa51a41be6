package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.TestObjects;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run intends on a stack.
 *
 * @param expectations those that will be judged there: selected or needed by one that is, admitted by the profile's safety,
 *     and with all that they require in reach
 */
record Intent(String run, Stack stack, Profile profile, List<Description> expectations) {
    static Intent of(
            String run, Stack stack, Profile profile, Judge judge, Catalogue catalogue, Set<Class<?>> selected) {
        Set<Class<?>> needed = new LinkedHashSet<>();
        selected.forEach(type -> addWithPrerequisites(type, catalogue, needed));
        return new Intent(
                run,
                stack,
                profile,
                catalogue.descriptions().stream()
                        .filter(expectation -> needed.contains(expectation.type()))
                        .filter(expectation -> judge.gate(expectation, null).isEmpty())
                        .toList());
    }

    Undertaking undertaking() {
        Profile.Namespaces names = profile.namespaces();
        List<String> namespaces = stack.lacks(Capability.KUBERNETES).isPresent()
                ? List.of()
                : Stream.of(names.monitoring(), names.storage(), names.gitops())
                        .distinct()
                        .toList();
        return new Undertaking(
                run,
                stack.target(),
                namespaces,
                profile.safety(),
                creates(),
                expectations.stream()
                        .filter(expectation -> expectation.safety() == Safety.DISRUPT)
                        .map(expectation -> expectation.id() + ": " + expectation.statement())
                        .toList());
    }

    private List<String> creates() {
        List<String> creates = new ArrayList<>();
        List<String> lines = makersOf(Creation.SYNTHETIC_LINES);
        if (!lines.isEmpty()) {
            int each = profile.workload().lines();
            creates.add(
                    "at most " + (long) each * lines.size() + " synthetic log lines (" + each + " or fewer by each of "
                            + String.join(", ", lines) + ") in streams labelled conformance_run=\"" + run
                            + "\"; they stay until their retention ends");
        }
        List<String> pods = makersOf(Creation.PROBE_PODS);
        if (!pods.isEmpty()) {
            creates.add("probe pods in namespace " + profile.namespaces().monitoring() + " (" + String.join(", ", pods)
                    + "); each is removed with the end of its expectation");
        }
        List<String> objects = makersOf(Creation.TEST_OBJECTS);
        if (!objects.isEmpty()) {
            creates.add("objects below " + TestObjects.PREFIX + " in bucket "
                    + profile.objectStore().bucket() + " (" + String.join(", ", objects)
                    + "); each is removed with the end of its expectation");
        }
        return List.copyOf(creates);
    }

    private List<String> makersOf(Creation creation) {
        return expectations.stream()
                .filter(expectation -> expectation.creates().contains(creation))
                .map(Description::id)
                .collect(Collectors.toList());
    }

    private static void addWithPrerequisites(Class<?> type, Catalogue catalogue, Set<Class<?>> needed) {
        if (needed.add(type)) {
            catalogue
                    .get(type)
                    .description()
                    .prerequisites()
                    .forEach(prerequisite -> addWithPrerequisites(prerequisite, catalogue, needed));
        }
    }
}
