package io.logstack.conformance.homelab.kubernetes.controller;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The conditions of a status, each with the time when it last turned. */
final class Conditions {
    private final Map<String, ObjectNode> byType = new LinkedHashMap<>();
    private final Instant now;

    Conditions(JsonNode present, Instant now) {
        this.now = now;
        for (JsonNode condition : present) {
            byType.put(condition.path("type").asString(""), ((ObjectNode) condition).deepCopy());
        }
    }

    /** @param reason CamelCase, or empty for none */
    void set(String type, boolean holds, String reason) {
        String status = holds ? "True" : "False";
        ObjectNode condition = byType.computeIfAbsent(
                type, key -> JsonNodeFactory.instance.objectNode().put("type", key));
        if (!condition.path("status").asString("").equals(status)) {
            condition.put("status", status).put("lastTransitionTime", now.toString());
        }
        if (reason.isEmpty()) {
            condition.remove("reason");
        } else {
            condition.put("reason", reason);
        }
    }

    ArrayNode toJson() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        byType.values().forEach(list::add);
        return list;
    }
}
