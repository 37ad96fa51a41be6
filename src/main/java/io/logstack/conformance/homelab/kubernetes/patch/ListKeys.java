package io.logstack.conformance.homelab.kubernetes.patch;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * By what the items of the built-in kinds' lists are told apart, as their Go types say with {@code patchMergeKey} and
 * {@code listMapKey}. A list that is not named here is replaced as a whole.
 */
final class ListKeys {
    private static final Map<String, List<String>> BY_FIELD = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("secrets", List.of("name")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey")),
            Map.entry("conditions", List.of("type")),
            Map.entry("addresses", List.of("type")),
            Map.entry("ownerReferences", List.of("uid")));

    private static final String DEFAULT_PROTOCOL = "TCP";

    private ListKeys() {}

    /** The key fields of a list's items, or none when the list is atomic. */
    static List<String> of(String field, JsonNode list) {
        if (field.equals("ports")) {
            boolean container = list.valueStream().anyMatch(port -> port.has("containerPort"));
            boolean service = list.valueStream().anyMatch(port -> port.has("port"));
            return container ? List.of("containerPort", "protocol") : service ? List.of("port", "protocol") : List.of();
        }
        List<String> keys = BY_FIELD.getOrDefault(field, List.of());
        boolean keyed = list.valueStream().allMatch(item -> keys.stream().allMatch(item::has));
        return keyed ? keys : List.of();
    }

    /** Whether a list of plain values is a set: merged, not replaced. */
    static boolean isSet(String field) {
        return field.equals("finalizers");
    }

    /** The key of one item. */
    static ObjectNode key(List<String> keys, JsonNode item) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (String field : keys) {
            if (item.has(field)) {
                key.set(field, item.path(field));
            } else if (field.equals("protocol")) {
                key.put(field, DEFAULT_PROTOCOL);
            }
        }
        return key;
    }
}
