package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.Dependents;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The verbs {@code delete} and {@code deletecollection}. */
final class Deletion {
    private static final int DEFAULT_GRACE_SECONDS = 30;

    private final VersionedObjects objects;
    private final Dependents dependents;

    Deletion(VersionedObjects objects) {
        this.objects = objects;
        this.dependents = new Dependents(objects);
    }

    ApiReply delete(ApiRequest request, ResourcePath path) {
        Options options = Options.of(request);
        ObjectNode current = objects.get(path.kind(), path.key());
        ObjectNode deleted = delete(path.kind(), current, options);
        boolean gone = options.persistence == Persistence.KEEP
                && objects.find(path.kind(), path.key()).isEmpty();
        return ApiReply.json(200, gone && !path.kind().equals(ResourceKinds.POD) ? success(path, deleted) : deleted);
    }

    ApiReply deleteCollection(ApiRequest request, ResourcePath path) {
        Options options = Options.of(request);
        Selection selection = Selection.of(request, path);
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", path.kind().kind() + "List")
                .put("apiVersion", path.kind().apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(objects.revision()));
        var items = list.putArray("items");
        objects.snapshot(path.kind()).objects().stream()
                .filter(selection::matches)
                .forEach(object -> items.add(delete(path.kind(), object, options)));
        return ApiReply.json(200, list);
    }

    private ObjectNode delete(ResourceKind kind, ObjectNode current, Options options) {
        ObjectKey key = ObjectKey.of(current);
        options.check(kind, current);
        if (options.persistence == Persistence.KEEP) {
            if (options.propagation.equals("Orphan")) {
                dependents.orphan(current);
            } else if (options.propagation.equals("Foreground")) {
                dependents.holdUntilGone(kind, key);
            }
        }
        return objects.delete(kind, key, options.graceSeconds, options.persistence);
    }

    private static ObjectNode success(ResourcePath path, ObjectNode deleted) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", path.name());
        if (!path.kind().group().isEmpty()) {
            details.put("group", path.kind().group());
        }
        details.put("kind", path.kind().plural())
                .put("uid", deleted.path("metadata").path("uid").asString(""));
        return status;
    }

    /** What body and parameters say of a deletion. */
    private record Options(
            Persistence persistence, String propagation, int graceSeconds, String uid, String resourceVersion) {
        static Options of(ApiRequest request) {
            JsonNode body = request.body().length == 0 ? JsonNodeFactory.instance.objectNode() : Bodies.read(request);
            String dryRun = request.parameter("dryRun");
            if (dryRun == null && !body.path("dryRun").isEmpty()) {
                dryRun = body.path("dryRun").path(0).asString("");
            }
            String propagation = text(request, body, "propagationPolicy", "Background");
            if (!List.of("Background", "Foreground", "Orphan").contains(propagation)) {
                throw new ApiException(
                        422,
                        "Invalid",
                        "propagationPolicy: Unsupported value: \"" + propagation
                                + "\": supported values: \"Foreground\", \"Background\", \"Orphan\"");
            }
            String grace = text(request, body, "gracePeriodSeconds", Integer.toString(DEFAULT_GRACE_SECONDS));
            try {
                JsonNode preconditions = body.path("preconditions");
                return new Options(
                        Resources.persistence(dryRun),
                        propagation,
                        Integer.parseInt(grace),
                        preconditions.path("uid").asString(""),
                        preconditions.path("resourceVersion").asString(""));
            } catch (NumberFormatException e) {
                throw ApiException.badRequest("gracePeriodSeconds is not a number: " + grace);
            }
        }

        private static String text(ApiRequest request, JsonNode body, String name, String otherwise) {
            String parameter = request.parameter(name);
            return parameter != null ? parameter : body.path(name).asString(otherwise);
        }

        void check(ResourceKind kind, ObjectNode current) {
            JsonNode metadata = current.path("metadata");
            boolean other = (!uid.isEmpty() && !uid.equals(metadata.path("uid").asString("")))
                    || (!resourceVersion.isEmpty()
                            && !resourceVersion.equals(
                                    metadata.path("resourceVersion").asString("")));
            if (other) {
                throw ApiException.conflict(
                        kind,
                        metadata.path("name").asString(""),
                        "Precondition failed: the object is not the one that was named",
                        List.of());
            }
        }
    }
}
