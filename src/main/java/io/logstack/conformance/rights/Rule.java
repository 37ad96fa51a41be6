package io.logstack.conformance.rights;

import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.AccessRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A right in the terms of one profile: a rule of a Role or ClusterRole.
 *
 * @param namespace empty for what is in none
 * @param resources plurals, with a subresource after a slash
 * @param names those that it is limited to; empty for every object
 */
public record Rule(
        String namespace, String group, List<String> resources, String verb, List<String> names, String purpose) {

    public static Rule of(Right right, Profile profile) {
        return new Rule(
                namespace(right, profile),
                right.group(),
                right.resources(),
                right.verb(),
                names(right, profile),
                right.purpose());
    }

    /** All that it covers, one by one. */
    public List<AccessRequest> requests() {
        List<String> each = names.isEmpty() ? List.of("") : names;
        return resources.stream()
                .flatMap(resource -> each.stream().map(name -> request(resource, name)))
                .toList();
    }

    /** The part of the rule that covers the given requests, or empty when it covers none of them. */
    public Optional<Rule> only(Set<AccessRequest> wanted) {
        List<String> each = names.isEmpty() ? List.of("") : names;
        List<String> kept = resources.stream()
                .filter(resource -> each.stream().anyMatch(name -> wanted.contains(request(resource, name))))
                .toList();
        List<String> keptNames = names.stream()
                .filter(name -> resources.stream().anyMatch(resource -> wanted.contains(request(resource, name))))
                .toList();
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rule(namespace, group, kept, verb, keptNames, purpose));
    }

    private AccessRequest request(String resource, String name) {
        int slash = resource.indexOf('/');
        return slash < 0
                ? new AccessRequest(verb, group, resource, "", namespace, name)
                : new AccessRequest(
                        verb, group, resource.substring(0, slash), resource.substring(slash + 1), namespace, name);
    }

    private static String namespace(Right right, Profile profile) {
        return switch (right.place()) {
            case CLUSTER -> "";
            case MONITORING -> profile.namespaces().monitoring();
            case STORAGE -> profile.namespaces().storage();
            case GITOPS -> profile.namespaces().gitops();
        };
    }

    private static List<String> names(Right right, Profile profile) {
        return switch (right.limit()) {
            case NONE -> List.of();
            case CREDENTIALS -> List.of(profile.objectStore().secret());
            case RELEASE_DEFINITION -> List.of("helmreleases.helm.toolkit.fluxcd.io");
            case ALLOY -> List.of(profile.alloy().daemonSet());
            case GATEWAY -> List.of(profile.gateway().deployment());
        };
    }
}
