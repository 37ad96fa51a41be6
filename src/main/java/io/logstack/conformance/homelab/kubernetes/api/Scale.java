package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The subresource {@code scale}: a workload's replicas as an object of their own. */
final class Scale {
    private final VersionedObjects objects;

    Scale(VersionedObjects objects) {
        this.objects = objects;
    }

    ApiReply answer(ApiRequest request, ResourcePath path) {
        return switch (request.method()) {
            case "GET" -> ApiReply.json(200, of(objects.get(path.kind(), path.key())));
            case "PUT", "PATCH" -> ApiReply.json(200, of(change(request, path)));
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private ObjectNode change(ApiRequest request, ResourcePath path) {
        return objects.update(path.kind(), path.key(), Resources.persistence(request), current -> {
            ObjectNode scale = of(current);
            JsonNode changed =
                    request.method().equals("PUT") ? Bodies.read(request) : Patches.apply(request, path.kind(), scale);
            String version = changed.path("metadata").path("resourceVersion").asString("");
            if (!version.isEmpty()
                    && !version.equals(
                            current.path("metadata").path("resourceVersion").asString(""))) {
                throw ApiException.conflict(
                        path.kind(),
                        path.name(),
                        "the object has been modified; please apply your changes to the latest version and try again",
                        List.of());
            }
            current.withObjectProperty("spec")
                    .put("replicas", changed.path("spec").path("replicas").asInt(0));
            return current;
        });
    }

    private static ObjectNode of(ObjectNode workload) {
        ObjectNode scale = JsonNodeFactory.instance.objectNode();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.set(field, workload.path("metadata").path(field));
        }
        scale.putObject("spec").set("replicas", workload.path("spec").path("replicas"));
        String selector = workload.path("spec").path("selector").path("matchLabels").properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                .collect(Collectors.joining(","));
        scale.putObject("status")
                .put("replicas", workload.path("status").path("replicas").asInt(0))
                .put("selector", selector);
        return scale;
    }
}
