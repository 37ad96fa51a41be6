package io.logstack.conformance.homelab.kubernetes.patch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The leaf fields of an object as paths, in the notation of {@code metadata.managedFields}: {@code f:name} for a field,
 * {@code k:{…}} for an item of a keyed list, {@code v:…} for a member of a set, {@code .} for an item or an empty map itself.
 */
final class FieldPaths {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String ITSELF = ".";
    private static final Set<String> IDENTITY = Set.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "generateName",
            "managedFields",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private FieldPaths() {}

    /** The paths of every leaf, without what identifies the object. */
    static Set<List<String>> of(JsonNode object) {
        Set<List<String>> paths = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            switch (entry.getKey()) {
                case "apiVersion", "kind" -> {}
                case "metadata" -> {
                    for (Map.Entry<String, JsonNode> field : entry.getValue().properties()) {
                        if (!IDENTITY.contains(field.getKey())) {
                            collect(
                                    field.getKey(),
                                    field.getValue(),
                                    List.of("f:metadata", "f:" + field.getKey()),
                                    paths);
                        }
                    }
                }
                default -> collect(entry.getKey(), entry.getValue(), List.of("f:" + entry.getKey()), paths);
            }
        }
        return paths;
    }

    /** The value at a path, or a missing node. */
    static JsonNode at(JsonNode object, List<String> path) {
        JsonNode node = object;
        String field = "";
        for (String step : path) {
            if (step.equals(ITSELF)) {
                return node;
            }
            if (step.startsWith("f:")) {
                field = step.substring(2);
                node = node.path(field);
            } else if (step.startsWith("k:")) {
                node = item(field, node, step);
            } else {
                JsonNode value = JSON.readTree(step.substring(2));
                node = node.valueStream().anyMatch(value::equals) ? value : MissingNode.getInstance();
            }
        }
        return node;
    }

    /** Takes the value at a path out of an object, and what became empty above it. */
    static void remove(ObjectNode object, List<String> path) {
        List<String> rest = path.get(path.size() - 1).equals(ITSELF) ? path.subList(0, path.size() - 1) : path;
        if (rest.isEmpty()) {
            return;
        }
        JsonNode parent = at(object, rest.subList(0, rest.size() - 1));
        String last = rest.get(rest.size() - 1);
        if (parent instanceof ObjectNode map && last.startsWith("f:")) {
            map.remove(last.substring(2));
        } else if (parent instanceof ArrayNode list) {
            JsonNode gone = at(object, rest);
            for (int i = list.size() - 1; i >= 0; i--) {
                if (list.get(i).equals(gone)) {
                    list.remove(i);
                }
            }
        }
        boolean emptied = parent.isContainer() && parent.isEmpty() && rest.size() > 2;
        if (emptied) {
            remove(object, rest.subList(0, rest.size() - 1));
        }
    }

    /** As {@code fieldsV1}. */
    static ObjectNode encode(Set<List<String>> paths) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (List<String> path : paths) {
            ObjectNode node = fields;
            for (String step : path) {
                node = node.path(step) instanceof ObjectNode child ? child : node.putObject(step);
            }
        }
        return fields;
    }

    /** The reverse of {@link #encode}. */
    static Set<List<String>> decode(JsonNode fields) {
        Set<List<String>> paths = new LinkedHashSet<>();
        decode(fields, List.of(), paths);
        return paths;
    }

    /** A path as error messages write it: {@code .spec.template.spec.containers[name="loki"].image}. */
    static String words(List<String> path) {
        StringBuilder words = new StringBuilder();
        for (String step : path) {
            if (step.startsWith("f:")) {
                words.append('.').append(step.substring(2));
            } else if (step.startsWith("k:")) {
                List<String> keys = new ArrayList<>();
                JSON.readTree(step.substring(2))
                        .properties()
                        .forEach(entry -> keys.add(entry.getKey() + "=" + entry.getValue()));
                words.append('[').append(String.join(",", keys)).append(']');
            } else if (step.startsWith("v:")) {
                words.append('[').append(step.substring(2)).append(']');
            }
        }
        return words.toString();
    }

    private static void collect(String field, JsonNode value, List<String> path, Set<List<String>> into) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(entry ->
                            collect(entry.getKey(), entry.getValue(), append(path, "f:" + entry.getKey()), into));
        } else if (value.isArray() && ListKeys.isSet(field)) {
            value.forEach(item -> into.add(append(path, "v:" + item)));
        } else if (value.isArray()
                && !value.isEmpty()
                && !ListKeys.of(field, value).isEmpty()) {
            List<String> keys = ListKeys.of(field, value);
            for (JsonNode item : value) {
                List<String> at = append(path, "k:" + ListKeys.key(keys, item));
                into.add(append(at, ITSELF));
                collect("", item, at, into);
            }
        } else {
            into.add(path);
        }
    }

    private static void decode(JsonNode fields, List<String> path, Set<List<String>> into) {
        if (fields.isEmpty() && !path.isEmpty()) {
            into.add(path);
        }
        fields.properties().forEach(entry -> decode(entry.getValue(), append(path, entry.getKey()), into));
    }

    private static JsonNode item(String field, JsonNode list, String step) {
        JsonNode key = JSON.readTree(step.substring(2));
        List<String> keys = List.copyOf(key.propertyNames());
        return list.valueStream()
                .filter(item -> ListKeys.key(ListKeys.of(field, list), item).equals(key)
                        || ListKeys.key(keys, item).equals(key))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static List<String> append(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }
}
