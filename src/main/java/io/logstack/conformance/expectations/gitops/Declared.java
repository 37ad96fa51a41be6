package io.logstack.conformance.expectations.gitops;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The values that a HelmRelease hands to its chart in {@code spec.values}. What it takes from elsewhere
 * ({@code spec.valuesFrom}) is not in it.
 *
 * @param release kind and {@code namespace/name}
 */
record Declared(String release, JsonNode values) {
    static Declared of(GenericKubernetesResource release) {
        return new Declared(
                FluxObject.name(release), FluxObject.json(release).path("spec").path("values"));
    }

    /** The value at a dotted path, as text, or empty where nothing is declared; {@code -1} is a list's last element. */
    Optional<String> at(String path) {
        JsonNode node = values;
        for (String key : path.split("\\.", -1)) {
            node = key.equals("-1") ? node.path(node.size() - 1) : node.path(key);
        }
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
    }
}
