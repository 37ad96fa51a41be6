package io.logstack.conformance.containers.manifests;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lays what is different over an object: members over members, {@code null} takes a member away, and lists whose elements all
 * have a name are laid over each other by name, where {@code $patch: delete} takes an element away; other lists replace each
 * other. That is what Kubernetes' strategic merge does with the objects at hand.
 */
final class Overlay {
    private Overlay() {}

    static void lay(ObjectNode difference, ObjectNode over) {
        for (Map.Entry<String, JsonNode> member : difference.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (value.isNull()) {
                over.remove(name);
            } else if (value instanceof ObjectNode inner && over.path(name) instanceof ObjectNode known) {
                lay(inner, known);
            } else if (value instanceof ArrayNode list
                    && over.path(name) instanceof ArrayNode known
                    && named(list, known)) {
                lay(list, known);
            } else {
                over.set(name, value.deepCopy());
            }
        }
    }

    private static void lay(ArrayNode difference, ArrayNode over) {
        for (JsonNode element : difference) {
            Optional<ObjectNode> known = over.valueStream()
                    .filter(candidate -> candidate.path("name").equals(element.path("name")))
                    .map(ObjectNode.class::cast)
                    .findFirst();
            if (element.path("$patch").asString("").equals("delete")) {
                known.ifPresentOrElse(gone -> remove(gone, over), () -> {
                    throw new ManifestException("there is no " + element.path("name") + " to take away");
                });
            } else if (known.isPresent()) {
                lay((ObjectNode) element, known.get());
            } else {
                over.add(element.deepCopy());
            }
        }
    }

    private static void remove(ObjectNode gone, ArrayNode from) {
        for (int i = from.size() - 1; i >= 0; i--) {
            if (from.get(i).equals(gone)) {
                from.remove(i);
            }
        }
    }

    private static boolean named(ArrayNode... lists) {
        for (ArrayNode list : lists) {
            if (!list.valueStream().allMatch(element -> element.path("name").isString())) {
                return false;
            }
        }
        return true;
    }
}
