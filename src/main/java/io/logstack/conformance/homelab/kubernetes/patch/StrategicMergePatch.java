package io.logstack.conformance.homelab.kubernetes.patch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' strategic merge patch: lists whose items have a key are merged item by item. Directives: {@code $patch}
 * ({@code replace}, {@code delete}, {@code merge}), {@code $setElementOrder}, {@code $deleteFromPrimitiveList},
 * {@code $retainKeys}.
 */
public final class StrategicMergePatch {
    private static final String DIRECTIVE = "$patch";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";
    private static final String RETAIN = "$retainKeys";

    private StrategicMergePatch() {}

    /** The target with the patch applied; neither is changed. */
    public static ObjectNode apply(JsonNode target, JsonNode patch) {
        ObjectNode result =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        String directive = patch.path(DIRECTIVE).asString("merge");
        if (directive.equals("delete")) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (directive.equals("replace")) {
            result.removeAll();
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            applyField(result, entry.getKey(), entry.getValue(), patch);
        }
        if (patch.has(RETAIN)) {
            Set<String> retained = new HashSet<>();
            patch.path(RETAIN).forEach(key -> retained.add(key.asString()));
            List.copyOf(result.propertyNames()).stream()
                    .filter(name -> !retained.contains(name))
                    .forEach(result::remove);
        }
        return result;
    }

    private static void applyField(ObjectNode result, String field, JsonNode value, JsonNode patch) {
        if (field.startsWith(DELETE_VALUES)) {
            deleteValues(result, field.substring(DELETE_VALUES.length()), value);
        } else if (field.startsWith(ORDER)) {
            String list = field.substring(ORDER.length());
            if (!patch.has(list) && result.path(list) instanceof ArrayNode present) {
                result.set(list, ordered(present, value, ListKeys.of(list, present)));
            }
        } else if (field.startsWith("$")) {
            return;
        } else if (value.isNull()) {
            result.remove(field);
        } else if (value.isObject()) {
            if (value.path(DIRECTIVE).asString("").equals("delete")) {
                result.remove(field);
            } else {
                result.set(field, apply(result.path(field), value));
            }
        } else if (value instanceof ArrayNode list) {
            result.set(field, mergeList(field, result.path(field), list, patch.path(ORDER + field)));
        } else {
            result.set(field, value.deepCopy());
        }
    }

    private static ArrayNode mergeList(String field, JsonNode present, ArrayNode patch, JsonNode order) {
        if (ListKeys.isSet(field)) {
            ArrayNode union = JsonNodeFactory.instance.arrayNode();
            Set<JsonNode> seen = new HashSet<>();
            present.forEach(value -> addOnce(union, seen, value));
            patch.forEach(value -> addOnce(union, seen, value));
            return union;
        }
        boolean replace = patch.valueStream()
                .anyMatch(item -> item.path(DIRECTIVE).asString("").equals("replace"));
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        patch.valueStream()
                .filter(item -> !item.path(DIRECTIVE).asString("").equals("replace"))
                .forEach(items::add);
        List<String> keys = ListKeys.of(field, items.isEmpty() ? present : items);
        if (replace || keys.isEmpty()) {
            return items.deepCopy();
        }
        // Kubernetes' patch keys are single fields; the protocol only matters to server-side apply.
        List<String> key = keys.subList(0, 1);
        Map<JsonNode, JsonNode> merged = new LinkedHashMap<>();
        present.forEach(item -> merged.put(ListKeys.key(key, item), item));
        for (JsonNode item : items) {
            JsonNode of = ListKeys.key(key, item);
            if (item.path(DIRECTIVE).asString("").equals("delete")) {
                merged.remove(of);
            } else {
                merged.put(of, apply(merged.getOrDefault(of, JsonNodeFactory.instance.objectNode()), item));
            }
        }
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        merged.values().forEach(result::add);
        return ordered(result, order, key);
    }

    private static void deleteValues(ObjectNode result, String field, JsonNode values) {
        if (result.path(field) instanceof ArrayNode present) {
            Set<JsonNode> gone = new HashSet<>();
            values.forEach(gone::add);
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            present.valueStream().filter(value -> !gone.contains(value)).forEach(kept::add);
            result.set(field, kept);
        }
    }

    private static ArrayNode ordered(ArrayNode list, JsonNode order, List<String> keys) {
        if (order.isEmpty()) {
            return list;
        }
        List<JsonNode> wanted = new ArrayList<>();
        order.forEach(item -> wanted.add(keys.isEmpty() ? item : ListKeys.key(keys, item)));
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        items.sort(Comparator.comparingInt(item -> {
            int index = wanted.indexOf(keys.isEmpty() ? item : ListKeys.key(keys, item));
            return index < 0 ? Integer.MAX_VALUE : index;
        }));
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        items.forEach(result::add);
        return result;
    }

    private static void addOnce(ArrayNode list, Set<JsonNode> seen, JsonNode value) {
        if (seen.add(value)) {
            list.add(value);
        }
    }
}
