package io.logstack.conformance.expectations.backup;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.logstack.conformance.expectations.assertions.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * An object that is to be backed up.
 *
 * @param name kind and {@code namespace/name}
 * @param plural as the API's paths have it
 * @param export the object as one would apply it, or empty when there is none
 * @param schema what it is held to, or empty when the cluster declares none
 */
record Backed(String name, String plural, Optional<GenericKubernetesResource> export, Optional<DeclaredSchema> schema) {
    private static final Set<String> SERVER_SET = Set.of(
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "managedFields",
            "selfLink",
            "ownerReferences");

    /** @param served as the API serves it, or empty when there is none */
    static Backed of(
            String name, String plural, Optional<GenericKubernetesResource> served, Optional<DeclaredSchema> schema) {
        return new Backed(name, plural, served.map(Export::of), schema);
    }

    /** Fields of the export that the server sets; none of them may be left. */
    Set<String> serverSet() {
        Set<String> left = new TreeSet<>();
        export.map(DeclaredSchema::json).ifPresent(json -> {
            left.addAll(json.path("metadata").propertyNames());
            left.retainAll(SERVER_SET);
            if (json.has("status")) {
                left.add("status");
            }
        });
        return left;
    }

    /** What keeps the export from being applied. */
    List<String> troubles() {
        if (export.isEmpty()) {
            return List.of("there is no such object to export");
        }
        List<String> troubles = new ArrayList<>();
        serverSet().forEach(field -> troubles.add("it holds " + field + ", which the server sets"));
        JsonNode json = export.map(DeclaredSchema::json).orElseThrow();
        if (!json.has("spec") && !json.has("data")) {
            troubles.add("it declares nothing");
        }
        schema.ifPresentOrElse(
                held -> troubles.addAll(held.violations(export.orElseThrow())),
                () -> troubles.add("the cluster has no schema of " + plural + " to hold it to"));
        return troubles;
    }

    Finding finding() {
        List<String> troubles = troubles();
        return new Finding(
                troubles.isEmpty(),
                "an export without server-set fields that its schema admits",
                String.join("; ", troubles),
                name);
    }

    /** The export under a name that nobody has, so that the server judges it as it would once the object is lost. */
    Optional<GenericKubernetesResource> trial() {
        return export.map(object -> new GenericKubernetesResourceBuilder(object)
                .editMetadata()
                .withName(object.getMetadata().getName() + "-conformance-trial")
                .endMetadata()
                .build());
    }
}
