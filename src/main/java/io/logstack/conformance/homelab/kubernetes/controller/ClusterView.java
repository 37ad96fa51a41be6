package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The objects as controllers read them: as they are now, and never to be changed in place. */
final class ClusterView {
    private final VersionedObjects objects;

    ClusterView(VersionedObjects objects) {
        this.objects = objects;
    }

    VersionedObjects objects() {
        return objects;
    }

    /** All objects of a kind, in the order of namespace and name. */
    List<ObjectNode> list(ResourceKind kind) {
        return List.copyOf(objects.snapshot(kind).objects());
    }

    List<ObjectNode> pods() {
        return list(ResourceKinds.POD);
    }

    List<ObjectNode> nodes() {
        return list(ResourceKinds.NODE);
    }

    /** The pods that an object controls. */
    List<ObjectNode> podsOf(ObjectNode owner) {
        return pods().stream()
                .filter(pod -> ObjectFields.isControlledBy(pod, owner))
                .toList();
    }
}
