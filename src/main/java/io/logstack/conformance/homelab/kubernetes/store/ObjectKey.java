package io.logstack.conformance.homelab.kubernetes.store;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/**
 * An object's place among those of its kind, ordered as the API lists them.
 *
 * @param namespace empty for objects without one
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

    public static ObjectKey of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectKey(
                metadata.path("namespace").asString(""), metadata.path("name").asString(""));
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
