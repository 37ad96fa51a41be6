package io.logstack.conformance.homelab.kubernetes.api;

import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.logstack.conformance.homelab.kubernetes.patch.MergePatch;
import io.logstack.conformance.homelab.kubernetes.patch.StrategicMergePatch;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Patches by their media type. */
final class Patches {
    static final String APPLY = "application/apply-patch+yaml";

    private Patches() {}

    /** The object with the request's patch applied; apply patches are not for this. */
    static ObjectNode apply(ApiRequest request, ResourceKind kind, ObjectNode current) {
        JsonNode patch = Bodies.read(request);
        JsonNode patched = switch (request.contentType()) {
            case "application/merge-patch+json" -> MergePatch.apply(current, patch);
            case "application/json-patch+json" -> operations(current, patch);
            case "application/strategic-merge-patch+json" -> {
                if (kind.custom()) {
                    throw unsupported("application/json-patch+json, application/merge-patch+json, " + APPLY);
                }
                yield StrategicMergePatch.apply(current, patch);
            }
            default ->
                throw unsupported("application/json-patch+json, application/merge-patch+json,"
                        + " application/strategic-merge-patch+json, " + APPLY);
        };
        if (!(patched instanceof ObjectNode object)) {
            throw ApiException.badRequest("the patch leaves no object");
        }
        return object;
    }

    private static JsonNode operations(ObjectNode current, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiException.badRequest("a JSON patch is a list of operations");
        }
        try {
            return JsonPatch.apply(patch, current);
        } catch (JsonPatchException e) {
            throw new ApiException(
                    422,
                    "Invalid",
                    "the server rejected our request due to an error in our request: " + e.getMessage());
        }
    }

    private static ApiException unsupported(String accepted) {
        return new ApiException(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted);
    }
}
