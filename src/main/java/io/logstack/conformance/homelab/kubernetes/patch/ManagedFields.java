package io.logstack.conformance.homelab.kubernetes.patch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who owns which fields of an object: {@code metadata.managedFields}. */
final class ManagedFields {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One manager's fields.
     *
     * @param operation {@code Apply} or {@code Update}
     * @param subresource empty for the object itself
     */
    record Entry(String manager, String operation, String subresource, String time, Set<List<String>> fields) {
        boolean is(String otherManager, String otherOperation, String otherSubresource) {
            return manager.equals(otherManager)
                    && operation.equals(otherOperation)
                    && subresource.equals(otherSubresource);
        }
    }

    /** What an object says of itself. */
    static ManagedFields of(@Nullable JsonNode object) {
        ManagedFields managed = new ManagedFields();
        if (object != null) {
            for (JsonNode entry : object.path("metadata").path("managedFields")) {
                managed.entries.add(new Entry(
                        entry.path("manager").asString(""),
                        entry.path("operation").asString(""),
                        entry.path("subresource").asString(""),
                        entry.path("time").asString(""),
                        FieldPaths.decode(entry.path("fieldsV1"))));
            }
        }
        return managed;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    Set<List<String>> fields(String manager, String operation, String subresource) {
        return entries.stream()
                .filter(entry -> entry.is(manager, operation, subresource))
                .findFirst()
                .map(Entry::fields)
                .orElse(Set.of());
    }

    /** Sets one manager's fields; none removes the manager. */
    void put(String manager, String operation, String subresource, Instant time, Set<List<String>> fields) {
        entries.removeIf(entry -> entry.is(manager, operation, subresource));
        if (!fields.isEmpty()) {
            entries.add(new Entry(manager, operation, subresource, time.toString(), new LinkedHashSet<>(fields)));
        }
    }

    /** Takes fields from every other manager. */
    void take(String manager, String operation, String subresource, Set<List<String>> fields) {
        entries.stream()
                .filter(entry -> !entry.is(manager, operation, subresource))
                .forEach(entry -> entry.fields().removeAll(fields));
        entries.removeIf(entry -> entry.fields().isEmpty());
    }

    /** Forgets fields that an object no longer has. */
    void retain(Set<List<String>> existing) {
        entries.forEach(entry -> entry.fields().retainAll(existing));
        entries.removeIf(entry -> entry.fields().isEmpty());
    }

    /** Writes them into an object. */
    void writeTo(ObjectNode object) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            ObjectNode node = list.addObject()
                    .put("manager", entry.manager())
                    .put("operation", entry.operation())
                    .put("apiVersion", object.path("apiVersion").asString(""))
                    .put("time", entry.time())
                    .put("fieldsType", "FieldsV1");
            node.set("fieldsV1", FieldPaths.encode(entry.fields()));
            if (!entry.subresource().isEmpty()) {
                node.put("subresource", entry.subresource());
            }
        }
        ObjectNode metadata = object.withObjectProperty("metadata");
        if (list.isEmpty()) {
            metadata.remove("managedFields");
        } else {
            metadata.set("managedFields", list);
        }
    }
}
