package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.FieldSelector;
import io.logstack.conformance.homelab.kubernetes.store.LabelSelector;
import tools.jackson.databind.JsonNode;

/** Which objects of a kind a list, watch or deletion is about. */
record Selection(String namespace, String name, LabelSelector labels, FieldSelector fields) {
    static Selection of(ApiRequest request, ResourcePath path) {
        return new Selection(
                path.namespace(),
                path.name(),
                LabelSelector.parse(request.parameter("labelSelector")),
                FieldSelector.parse(request.parameter("fieldSelector"), path.kind()));
    }

    boolean matches(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return (namespace.isEmpty() || metadata.path("namespace").asString("").equals(namespace))
                && (name.isEmpty() || metadata.path("name").asString("").equals(name))
                && labels.matches(object)
                && fields.matches(object);
    }

    /** Whether labels or fields are asked for. */
    boolean narrows() {
        return !labels.isEmpty() || !fields.isEmpty();
    }
}
