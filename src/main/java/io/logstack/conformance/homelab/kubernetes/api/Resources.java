package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.patch.FieldOwnership;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.Page;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The verbs on objects and their status, but for watch and delete. */
final class Resources {
    private final VersionedObjects objects;
    private final DeclaredSchemas schemas;

    Resources(VersionedObjects objects) {
        this.objects = objects;
        this.schemas = new DeclaredSchemas(objects);
    }

    ApiReply get(ResourcePath path) {
        return ApiReply.json(200, objects.get(path.kind(), path.key()));
    }

    ApiReply list(ApiRequest request, ResourcePath path) {
        Selection selection = Selection.of(request, path);
        int limit = number(request, "limit");
        Page page = Page.of(objects, path.kind(), selection::matches, limit, request.parameter("continue"));
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", path.kind().kind() + "List")
                .put("apiVersion", path.kind().apiVersion());
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(page.resourceVersion()));
        String next = page.next();
        if (next != null) {
            metadata.put("continue", next);
            // With a selector the API server does not know how many are left.
            if (!selection.narrows()) {
                metadata.put("remainingItemCount", page.remaining());
            }
        }
        list.putArray("items").addAll(page.items());
        return ApiReply.json(200, list);
    }

    ApiReply create(ApiRequest request, ResourcePath path) {
        ObjectNode object = Bodies.object(request, path);
        if (path.kind().hasStatus()) {
            object.remove("status");
        }
        if (object.path("metadata").has("resourceVersion")) {
            throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
        }
        ownership(request, path).recordUpdate(null, object);
        schemas.check(path.kind(), null, object);
        return ApiReply.json(201, objects.create(path.kind(), object, persistence(request)));
    }

    ApiReply update(ApiRequest request, ResourcePath path) {
        ObjectNode given = Bodies.object(request, path);
        ResourceKind kind = path.kind();
        if (kind.custom()
                && given.path("metadata").path("resourceVersion").asString("").isEmpty()) {
            throw ApiException.invalid(
                    kind,
                    path.name(),
                    List.of(new ApiException.Cause(
                            "metadata.resourceVersion",
                            "FieldValueInvalid",
                            "Invalid value: 0x0: must be specified for an update")));
        }
        return ApiReply.json(
                200,
                objects.update(kind, path.key(), persistence(request), current -> next(request, path, current, given)));
    }

    ApiReply patch(ApiRequest request, ResourcePath path) {
        if (request.contentType().equals(Patches.APPLY)) {
            return apply(request, path);
        }
        return ApiReply.json(
                200,
                objects.update(
                        path.kind(),
                        path.key(),
                        persistence(request),
                        current -> next(request, path, current, Patches.apply(request, path.kind(), current))));
    }

    private ApiReply apply(ApiRequest request, ResourcePath path) {
        if (request.parameter("fieldManager") == null) {
            throw ApiException.invalid(
                    path.kind(),
                    path.name(),
                    List.of(new ApiException.Cause(
                            "fieldManager", "FieldValueRequired", "Required value: is required for apply patch")));
        }
        ObjectNode configuration = Bodies.object(request, path);
        if (configuration.path("metadata").has("managedFields")) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
        if (path.kind().hasStatus() && path.subresource().isEmpty()) {
            configuration.remove("status");
        }
        FieldOwnership ownership = ownership(request, path);
        boolean force = request.flag("force");
        Optional<ObjectNode> live = objects.find(path.kind(), path.key());
        if (live.isEmpty()) {
            ObjectNode created = ownership.apply(null, configuration, force);
            schemas.check(path.kind(), null, created);
            return ApiReply.json(201, objects.create(path.kind(), created, persistence(request)));
        }
        return ApiReply.json(200, objects.update(path.kind(), path.key(), persistence(request), current -> {
            checkVersion(path, current, configuration);
            ObjectNode next = keepOther(path, current, ownership.apply(current, configuration, force));
            schemas.check(path.kind(), current, next);
            return next;
        }));
    }

    private ObjectNode next(ApiRequest request, ResourcePath path, ObjectNode current, ObjectNode given) {
        checkVersion(path, current, given);
        Bodies.place(given, path);
        ObjectNode next = keepOther(path, current, given.deepCopy());
        ownership(request, path).recordUpdate(current, next);
        schemas.check(path.kind(), current, next);
        return next;
    }

    /** The object path leaves the status alone, the status path all but the status. */
    private static ObjectNode keepOther(ResourcePath path, ObjectNode current, ObjectNode next) {
        if (path.subresource().equals("status")) {
            ObjectNode kept = current.deepCopy();
            move(next, kept, "status");
            JsonNode managed = next.path("metadata").path("managedFields");
            if (!managed.isMissingNode()) {
                kept.withObjectProperty("metadata").set("managedFields", managed);
            }
            return kept;
        }
        if (path.kind().hasStatus()) {
            move(current, next, "status");
        }
        return next;
    }

    private static void move(ObjectNode from, ObjectNode to, String field) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value);
        }
    }

    private static void checkVersion(ResourcePath path, ObjectNode current, ObjectNode given) {
        for (String field : List.of("resourceVersion", "uid")) {
            String expected = given.path("metadata").path(field).asString("");
            String present = current.path("metadata").path(field).asString("");
            if (!expected.isEmpty() && !expected.equals(present)) {
                throw ApiException.conflict(
                        path.kind(),
                        path.name(),
                        field.equals("uid")
                                ? "Precondition failed: UID in precondition: " + expected + ", UID in object meta: "
                                        + present
                                : "the object has been modified; please apply your changes to the latest version and"
                                        + " try again",
                        List.of());
            }
        }
    }

    private FieldOwnership ownership(ApiRequest request, ResourcePath path) {
        return new FieldOwnership(request.fieldManager(), path.subresource(), objects.now());
    }

    /** Whether a request is to be kept: {@code dryRun=All} is not. */
    static Persistence persistence(ApiRequest request) {
        return persistence(request.parameter("dryRun"));
    }

    static Persistence persistence(@Nullable String dryRun) {
        if (dryRun == null || dryRun.isEmpty()) {
            return Persistence.KEEP;
        }
        if (!dryRun.equals("All")) {
            throw new ApiException(
                    422, "Invalid", "dryRun: Unsupported value: \"" + dryRun + "\": supported values: \"All\"");
        }
        return Persistence.DRY_RUN;
    }

    private static int number(ApiRequest request, String name) {
        String text = request.parameter(name);
        if (text == null || text.isEmpty()) {
            return 0;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("the parameter " + name + " is not a number: " + text);
        }
        throw ApiException.badRequest("the parameter " + name + " is negative: " + text);
    }
}
