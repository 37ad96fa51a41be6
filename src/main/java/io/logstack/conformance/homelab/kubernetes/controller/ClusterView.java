package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects as controllers read them: typed once per version, and therefore never to be changed. Used on the
 * controllers' thread only.
 */
final class ClusterView {
    private final VersionedObjects objects;
    private final Map<ResourceKind, IdentityHashMap<ObjectNode, Object>> typed = new HashMap<>();

    ClusterView(VersionedObjects objects) {
        this.objects = objects;
    }

    VersionedObjects objects() {
        return objects;
    }

    /** All objects of a kind, in the order of namespace and name. */
    <T extends HasMetadata> List<T> list(ResourceKind kind, Class<T> type) {
        IdentityHashMap<ObjectNode, Object> known = typed.getOrDefault(kind, new IdentityHashMap<>());
        IdentityHashMap<ObjectNode, Object> current = new IdentityHashMap<>();
        List<T> result = new ArrayList<>();
        for (ObjectNode object : objects.snapshot(kind).objects()) {
            Object value = known.get(object);
            T cast = type.cast(value == null ? Store.typed(object, type) : value);
            current.put(object, cast);
            result.add(cast);
        }
        typed.put(kind, current);
        return result;
    }

    List<Pod> pods() {
        return list(ResourceKinds.POD, Pod.class);
    }

    /** The pods that an object controls. */
    List<Pod> podsOf(HasMetadata owner) {
        return pods().stream().filter(pod -> isControlledBy(pod, owner)).toList();
    }

    static boolean isControlledBy(HasMetadata object, HasMetadata owner) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference ->
                        reference.getUid().equals(owner.getMetadata().getUid()));
    }

    static boolean isTerminating(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether a pod has ended for good. */
    static boolean isFinished(Pod pod) {
        String phase = pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    static OwnerReference controllerReference(HasMetadata owner) {
        OwnerReference reference = new OwnerReference();
        reference.setApiVersion(owner.getApiVersion());
        reference.setKind(owner.getKind());
        reference.setName(owner.getMetadata().getName());
        reference.setUid(owner.getMetadata().getUid());
        reference.setController(true);
        reference.setBlockOwnerDeletion(true);
        return reference;
    }
}
