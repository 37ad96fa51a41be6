package io.logstack.conformance.homelab.kubernetes.store;

import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects that others own, and what happens to them when their owner is deleted. */
public final class Dependents {
    private static final String FOREGROUND = "foregroundDeletion";
    private static final int GRACE_SECONDS = 30;

    private final VersionedObjects objects;

    public Dependents(VersionedObjects objects) {
        this.objects = objects;
    }

    /** Removes an owner from what it owns, so that this outlives it. */
    public void orphan(ObjectNode owner) {
        String uid = uid(owner);
        for (ResourceKind kind : List.copyOf(objects.kinds().all())) {
            for (ObjectNode object : objects.snapshot(kind).objects()) {
                if (owners(object).contains(uid)) {
                    objects.update(kind, ObjectKey.of(object), Persistence.KEEP, changed -> {
                        ArrayNode references =
                                changed.withObjectProperty("metadata").withArrayProperty("ownerReferences");
                        for (int i = references.size() - 1; i >= 0; i--) {
                            if (references.get(i).path("uid").asString("").equals(uid)) {
                                references.remove(i);
                            }
                        }
                        return changed;
                    });
                }
            }
        }
    }

    /** Keeps an owner that is about to be deleted until all that it owns is gone. */
    public void holdUntilGone(ResourceKind kind, ObjectKey owner) {
        objects.update(kind, owner, Persistence.KEEP, changed -> {
            changed.withObjectProperty("metadata")
                    .withArrayProperty("finalizers")
                    .add(FOREGROUND);
            return changed;
        });
    }

    /** Deletes what has no owner left, and what lies in a namespace that is gone; lets go of owners that waited for it. */
    public void collect() {
        List<ResourceKind> kinds = List.copyOf(objects.kinds().all());
        Set<String> alive = kinds.stream()
                .flatMap(kind -> objects.snapshot(kind).objects().stream())
                .filter(object -> !waits(object))
                .map(Dependents::uid)
                .collect(Collectors.toSet());
        Set<String> namespaces = objects.snapshot(ResourceKinds.NAMESPACE).objects().stream()
                .map(namespace -> ObjectKey.of(namespace).name())
                .collect(Collectors.toSet());
        for (ResourceKind kind : kinds) {
            for (ObjectNode object : objects.snapshot(kind).objects()) {
                Set<String> owners = owners(object);
                boolean unowned = !owners.isEmpty() && owners.stream().noneMatch(alive::contains);
                boolean unplaced = kind.namespaced()
                        && !namespaces.contains(ObjectKey.of(object).namespace());
                if ((unowned || unplaced) && !object.path("metadata").has("deletionTimestamp")) {
                    objects.delete(kind, ObjectKey.of(object), GRACE_SECONDS, Persistence.KEEP);
                }
            }
        }
        kinds.forEach(this::release);
    }

    private void release(ResourceKind kind) {
        for (ObjectNode object : objects.snapshot(kind).objects()) {
            if (waits(object) && !owns(object)) {
                objects.update(kind, ObjectKey.of(object), Persistence.KEEP, changed -> {
                    ArrayNode finalizers =
                            changed.withObjectProperty("metadata").withArrayProperty("finalizers");
                    for (int i = finalizers.size() - 1; i >= 0; i--) {
                        if (finalizers.get(i).asString("").equals(FOREGROUND)) {
                            finalizers.remove(i);
                        }
                    }
                    return changed;
                });
            }
        }
    }

    private boolean owns(ObjectNode owner) {
        return objects.kinds().all().stream()
                .flatMap(kind -> objects.snapshot(kind).objects().stream())
                .anyMatch(object -> owners(object).contains(uid(owner)));
    }

    private static boolean waits(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.has("deletionTimestamp")
                && metadata.path("finalizers")
                        .valueStream()
                        .anyMatch(finalizer -> finalizer.asString("").equals(FOREGROUND));
    }

    private static String uid(ObjectNode object) {
        return object.path("metadata").path("uid").asString("");
    }

    private static Set<String> owners(ObjectNode object) {
        return object.path("metadata")
                .path("ownerReferences")
                .valueStream()
                .map(reference -> reference.path("uid").asString(""))
                .collect(Collectors.toSet());
    }
}
