package io.logstack.conformance.homelab.kubernetes.patch;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply, and the ownership that other writes leave behind for it.
 *
 * @param manager who writes
 * @param subresource the path that is written through, or empty
 */
public record FieldOwnership(String manager, String subresource, Instant time) {
    private static final String APPLY = "Apply";
    private static final String UPDATE = "Update";

    /** Notes in an object which of its fields this manager has just set or changed. */
    public void recordUpdate(@Nullable ObjectNode before, ObjectNode after) {
        Set<List<String>> existing = FieldPaths.of(after);
        Set<List<String>> changed = new LinkedHashSet<>();
        for (List<String> path : existing) {
            if (before == null || !FieldPaths.at(before, path).equals(FieldPaths.at(after, path))) {
                changed.add(path);
            }
        }
        changed.removeIf(path -> before != null
                && path.get(path.size() - 1).equals(".")
                && !FieldPaths.at(before, path).isMissingNode());
        ManagedFields managed = ManagedFields.of(before);
        managed.retain(existing);
        if (!changed.isEmpty()) {
            managed.take(manager, UPDATE, subresource, changed);
            Set<List<String>> own = new LinkedHashSet<>(managed.fields(manager, UPDATE, subresource));
            own.addAll(changed);
            managed.put(manager, UPDATE, subresource, time, own);
        }
        managed.writeTo(after);
    }

    /**
     * Applies a configuration: sets its fields, and removes those that this manager applied before and no longer names.
     *
     * @param live null when the object does not exist
     * @param force takes fields that others own, instead of refusing
     * @throws ApiException 409 naming the fields that others own with another value
     */
    public ObjectNode apply(@Nullable ObjectNode live, ObjectNode configuration, boolean force) {
        Set<List<String>> applied = FieldPaths.of(configuration);
        ManagedFields managed = ManagedFields.of(live);
        if (live != null && managed.isEmpty()) {
            managed.put("before-first-apply", UPDATE, "", time, FieldPaths.of(live));
        }
        Set<List<String>> contested = contested(live, configuration, applied, managed, force);
        Set<List<String>> abandoned = new LinkedHashSet<>(managed.fields(manager, APPLY, subresource));
        abandoned.removeAll(applied);
        managed.take(manager, APPLY, subresource, contested);
        managed.put(manager, APPLY, subresource, time, applied);
        ObjectNode merged = merge(live == null ? JsonNodeFactory.instance.objectNode() : live, configuration);
        for (List<String> path : abandoned) {
            boolean owned = managed.entries().stream()
                    .anyMatch(entry -> entry.fields().stream().anyMatch(field -> within(field, path)));
            if (!owned) {
                FieldPaths.remove(merged, path);
            }
        }
        managed.retain(FieldPaths.of(merged));
        managed.writeTo(merged);
        return merged;
    }

    private Set<List<String>> contested(
            @Nullable ObjectNode live,
            ObjectNode configuration,
            Set<List<String>> applied,
            ManagedFields managed,
            boolean force) {
        Set<List<String>> contested = new LinkedHashSet<>();
        if (live == null) {
            return contested;
        }
        List<ApiException.Cause> causes = new ArrayList<>();
        Set<String> owners = new LinkedHashSet<>();
        for (ManagedFields.Entry entry : managed.entries()) {
            if (entry.is(manager, APPLY, subresource)) {
                continue;
            }
            for (List<String> path : applied) {
                boolean differs = !path.get(path.size() - 1).equals(".")
                        && !FieldPaths.at(live, path).equals(FieldPaths.at(configuration, path));
                if (differs && entry.fields().contains(path)) {
                    contested.add(path);
                    owners.add("\"" + entry.manager() + "\"");
                    causes.add(new ApiException.Cause(
                            FieldPaths.words(path),
                            "FieldManagerConflict",
                            "conflict with \"" + entry.manager() + "\" using "
                                    + live.path("apiVersion").asString("")));
                }
            }
        }
        if (!force && !causes.isEmpty()) {
            StringBuilder message = new StringBuilder("Apply failed with " + causes.size() + " conflict"
                    + (causes.size() == 1 ? "" : "s") + ": conflicts with " + String.join(", ", owners) + ":");
            causes.forEach(cause -> message.append("\n- ").append(cause.field()));
            throw ApiException.applyConflict(message.toString(), causes);
        }
        return contested;
    }

    private static ObjectNode merge(ObjectNode live, JsonNode configuration) {
        ObjectNode result = live.deepCopy();
        for (Map.Entry<String, JsonNode> entry : configuration.properties()) {
            result.set(entry.getKey(), mergeValue(entry.getKey(), result.path(entry.getKey()), entry.getValue()));
        }
        return result;
    }

    private static JsonNode mergeValue(String field, JsonNode live, JsonNode applied) {
        if (applied.isObject() && live instanceof ObjectNode object) {
            return merge(object, applied);
        }
        if (applied instanceof ArrayNode list && live instanceof ArrayNode present) {
            List<String> keys = ListKeys.of(field, list);
            if (!keys.isEmpty()) {
                return mergeItems(present, list, keys);
            }
            if (ListKeys.isSet(field)) {
                ArrayNode union = present.deepCopy();
                list.valueStream()
                        .filter(value -> present.valueStream().noneMatch(value::equals))
                        .forEach(union::add);
                return union;
            }
        }
        return applied.deepCopy();
    }

    private static ArrayNode mergeItems(ArrayNode live, ArrayNode applied, List<String> keys) {
        ArrayNode result = live.deepCopy();
        for (JsonNode item : applied) {
            JsonNode key = ListKeys.key(keys, item);
            int index = 0;
            while (index < result.size()
                    && !ListKeys.key(keys, result.get(index)).equals(key)) {
                index++;
            }
            if (index == result.size()) {
                result.add(item.deepCopy());
            } else if (result.get(index) instanceof ObjectNode present) {
                result.set(index, merge(present, item));
            }
        }
        return result;
    }

    /** Whether a field lies at or below a path that is to be removed. */
    private static boolean within(List<String> field, List<String> path) {
        List<String> above = path.get(path.size() - 1).equals(".") ? path.subList(0, path.size() - 1) : path;
        return field.size() >= above.size() && field.subList(0, above.size()).equals(above);
    }
}
