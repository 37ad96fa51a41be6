package io.logstack.conformance.containers.manifests;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object as its file has it.
 *
 * @param where file and document, for messages
 */
record Manifest(String where, ObjectNode object) {
    /** @throws ManifestException when it has no apiVersion, kind or name */
    static Manifest of(String where, ObjectNode object) {
        Manifest manifest = new Manifest(where, object);
        if (manifest.apiVersion().isEmpty()
                || manifest.kind().isEmpty()
                || manifest.name().isEmpty()) {
            throw new ManifestException(where + ": a Kubernetes object has an apiVersion, a kind and a metadata.name");
        }
        return manifest;
    }

    String apiVersion() {
        return object.path("apiVersion").asString("");
    }

    /** Without the version; empty for the core group. */
    String group() {
        int slash = apiVersion().indexOf('/');
        return slash < 0 ? "" : apiVersion().substring(0, slash);
    }

    String kind() {
        return object.path("kind").asString("");
    }

    String namespace() {
        return object.path("metadata").path("namespace").asString("");
    }

    String name() {
        return object.path("metadata").path("name").asString("");
    }

    /** As people write it: {@code StatefulSet monitoring/loki}, {@code Node k8s-1}. */
    String id() {
        return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
    }

    /** Whether both are about the same object. */
    boolean sameAs(Manifest other) {
        return apiVersion().equals(other.apiVersion()) && id().equals(other.id());
    }

    /** The containers of its pods, or none where it makes none. */
    Iterable<JsonNode> containers() {
        return object.path("spec").path("template").path("spec").path("containers");
    }
}
