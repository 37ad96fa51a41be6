package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads request bodies. */
final class Bodies {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final ObjectMapper YAML = YAMLMapper.builder().build();

    private Bodies() {}

    /** A body of any shape. */
    static JsonNode read(ApiRequest request) {
        boolean yaml = request.contentType().endsWith("yaml");
        try {
            JsonNode body = (yaml ? YAML : JSON).readTree(request.body());
            if (body == null || body.isMissingNode() || body.isNull()) {
                throw ApiException.badRequest("the request has no body");
            }
            return body;
        } catch (JacksonException e) {
            throw ApiException.badRequest(
                    "the object provided is unrecognized (must be of type JSON or YAML): " + e.getOriginalMessage());
        }
    }

    /** An object of a kind, with the namespace of the path. */
    static ObjectNode object(ApiRequest request, ResourcePath path) {
        String type = request.contentType();
        if (!type.isEmpty() && !type.endsWith("json") && !type.endsWith("yaml")) {
            throw new ApiException(
                    415,
                    "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include: application/json,"
                            + " application/yaml");
        }
        if (!(read(request) instanceof ObjectNode object)) {
            throw ApiException.badRequest("the object provided is unrecognized: it is not a JSON object");
        }
        check(object, path.kind());
        place(object, path);
        return object;
    }

    /** Refuses an object of another kind. */
    static void check(ObjectNode object, ResourceKind kind) {
        String apiVersion = object.path("apiVersion").asString("");
        String given = object.path("kind").asString("");
        if (!apiVersion.equals(kind.apiVersion()) || !given.equals(kind.kind())) {
            throw ApiException.badRequest(
                    given + " in version \"" + apiVersion + "\" cannot be handled as a " + kind.kind()
                            + ": the API version in the data (" + apiVersion
                            + ") does not match the expected API version (" + kind.apiVersion() + ")");
        }
    }

    /** Gives an object the namespace of the path, and refuses another one, or another name. */
    static void place(ObjectNode object, ResourcePath path) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        String namespace = metadata.path("namespace").asString("");
        if (!path.namespace().isEmpty() && namespace.isEmpty()) {
            metadata.put("namespace", path.namespace());
        } else if (!namespace.equals(path.namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        String name = metadata.path("name").asString("");
        if (!path.name().isEmpty() && name.isEmpty()) {
            metadata.put("name", path.name());
        } else if (!path.name().isEmpty() && !name.equals(path.name())) {
            throw ApiException.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + path.name() + ")");
        }
    }
}
