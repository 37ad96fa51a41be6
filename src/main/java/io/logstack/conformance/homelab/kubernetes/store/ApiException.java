package io.logstack.conformance.homelab.kubernetes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A refusal as the API server words it: carries a {@code Status}. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;
    private final transient @Nullable ObjectNode details;

    /**
     * @param field path of the offending field: {@code spec.containers[0].name}
     * @param reason such as {@code FieldValueInvalid}
     */
    public record Cause(String field, String reason, String message) {}

    public ApiException(int code, String reason, String message) {
        this(code, reason, message, null);
    }

    private ApiException(int code, String reason, String message, @Nullable ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /** 404 for an object. */
    public static ApiException notFound(ResourceKind kind, String name) {
        return new ApiException(
                404, "NotFound", kind.qualifiedPlural() + " \"" + name + "\" not found", details(kind, name));
    }

    /** 404 for a path that nothing is served at. */
    public static ApiException noSuchPath() {
        return new ApiException(
                404,
                "NotFound",
                "the server could not find the requested resource",
                JsonNodeFactory.instance.objectNode());
    }

    /** 409 for a name that is taken. */
    public static ApiException alreadyExists(ResourceKind kind, String name) {
        return new ApiException(
                409, "AlreadyExists", kind.qualifiedPlural() + " \"" + name + "\" already exists", details(kind, name));
    }

    /** 409 for a change that is based on an old state, or on fields that others own. */
    public static ApiException conflict(ResourceKind kind, String name, String why, List<Cause> causes) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind.qualifiedPlural() + " \"" + name + "\": " + why,
                withCauses(details(kind, name), causes));
    }

    /** 409 of server-side apply. */
    public static ApiException applyConflict(String message, List<Cause> causes) {
        return new ApiException(409, "Conflict", message, withCauses(JsonNodeFactory.instance.objectNode(), causes));
    }

    /** 422 for an object that its kind does not allow. */
    public static ApiException invalid(ResourceKind kind, String name, List<Cause> causes) {
        StringBuilder words = new StringBuilder();
        for (Cause cause : causes) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(cause.field())
                    .append(": ")
                    .append(cause.message());
        }
        String qualified = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
        String message = qualified + " \"" + name + "\" is invalid: " + (causes.size() > 1 ? "[" + words + "]" : words);
        return new ApiException(422, "Invalid", message, withCauses(details(kind, name), causes));
    }

    /** 400. */
    public static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message);
    }

    /** 405. */
    public static ApiException methodNotAllowed() {
        return new ApiException(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    /** 410 for a list or watch that starts further back than the history reaches. */
    public static ApiException expired(String message) {
        return new ApiException(410, "Expired", message);
    }

    public int code() {
        return code;
    }

    /** Machine-readable: {@code NotFound}, {@code Conflict}, … */
    public String reason() {
        return reason;
    }

    /** The {@code Status} object. */
    public ObjectNode status() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        if (details != null) {
            status.set("details", details);
        }
        status.put("code", code);
        return status;
    }

    private static ObjectNode details(ResourceKind kind, String name) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.put("name", name);
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        return details.put("kind", kind.plural());
    }

    private static ObjectNode withCauses(ObjectNode details, List<Cause> causes) {
        if (!causes.isEmpty()) {
            ArrayNode list = details.putArray("causes");
            for (Cause cause : causes) {
                list.addObject()
                        .put("reason", cause.reason())
                        .put("message", cause.message())
                        .put("field", cause.field());
            }
        }
        return details;
    }
}
