package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Suffix;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Warnings as Event objects; a repeated one is counted up. */
final class Events {
    private final VersionedObjects objects;

    Events(VersionedObjects objects) {
        this.objects = objects;
    }

    /** Tells of a warning that regards an object. */
    void warn(JsonNode regarding, String component, String reason, String message) {
        ObjectKey key = key(regarding, reason, message);
        String now = objects.now().toString();
        if (objects.find(ResourceKinds.EVENT, key).isPresent()) {
            objects.update(
                    ResourceKinds.EVENT,
                    key,
                    Persistence.KEEP,
                    event -> event.put("lastTimestamp", now)
                            .put("count", event.path("count").asInt(1) + 1));
            return;
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata").put("name", key.name()).put("namespace", key.namespace());
        ObjectNode involved = event.putObject("involvedObject")
                .put("apiVersion", regarding.path("apiVersion").asString(""))
                .put("kind", regarding.path("kind").asString(""));
        for (String field : List.of("name", "namespace", "uid", "resourceVersion")) {
            involved.set(field, regarding.path("metadata").path(field));
        }
        event.put("type", "Warning").put("reason", reason).put("message", message);
        event.put("firstTimestamp", now).put("lastTimestamp", now).put("count", 1);
        event.putObject("source").put("component", component);
        event.put("reportingComponent", component).put("reportingInstance", "");
        objects.create(ResourceKinds.EVENT, event, Persistence.KEEP);
    }

    /** Whether a warning has been told. */
    boolean told(JsonNode regarding, String reason, String message) {
        return objects.find(ResourceKinds.EVENT, key(regarding, reason, message))
                .isPresent();
    }

    /** Forgets the warnings of a reason that regard an object of this name. */
    void forget(String namespace, String name, String reason) {
        for (ObjectNode event : objects.snapshot(ResourceKinds.EVENT).objects()) {
            ObjectKey key = ObjectKey.of(event);
            boolean meant = key.namespace().equals(namespace)
                    && event.path("involvedObject").path("name").asString("").equals(name)
                    && event.path("reason").asString("").equals(reason);
            if (meant) {
                objects.remove(ResourceKinds.EVENT, key, Persistence.KEEP);
            }
        }
    }

    private static ObjectKey key(JsonNode regarding, String reason, String message) {
        ObjectKey of = ObjectKey.of(regarding);
        String uid = regarding.path("metadata").path("uid").asString("");
        return new ObjectKey(of.namespace(), of.name() + "." + Suffix.hash(uid + reason + message));
    }
}
