package io.logstack.conformance.homelab.kubernetes.controller;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What controllers ask of objects. They read plain JSON: a typed model of everything that a pod can be takes a second to
 * prepare, in every JVM.
 */
final class ObjectFields {
    private ObjectFields() {}

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asString("");
    }

    static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asString("");
    }

    static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asString("");
    }

    /** A label, or the empty string. */
    static String label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path(name).asString("");
    }

    /** The generation, as a controller reports it to have seen. */
    static int generation(JsonNode object) {
        return object.path("metadata").path("generation").asInt(0);
    }

    static boolean isTerminating(JsonNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    static List<JsonNode> owners(JsonNode object) {
        return object.path("metadata").path("ownerReferences").valueStream().toList();
    }

    static boolean isControlledBy(JsonNode object, JsonNode owner) {
        return owners(object).stream()
                .anyMatch(reference -> reference.path("uid").asString("").equals(uid(owner)));
    }

    /** The node that a pod was placed on, or the empty string. */
    static String node(JsonNode pod) {
        return pod.path("spec").path("nodeName").asString("");
    }

    static String phase(JsonNode pod) {
        return pod.path("status").path("phase").asString("");
    }

    /** Whether a pod has ended for good. */
    static boolean isFinished(JsonNode pod) {
        return phase(pod).equals("Succeeded") || phase(pod).equals("Failed");
    }

    static boolean isReady(JsonNode pod) {
        return pod.path("status")
                .path("conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asString("").equals("Ready")
                        && condition.path("status").asString("").equals("True"));
    }

    /** An owner reference to a controller. */
    static ObjectNode controllerReference(JsonNode owner) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", owner.path("apiVersion").asString(""))
                .put("kind", owner.path("kind").asString(""))
                .put("name", name(owner))
                .put("uid", uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }
}
