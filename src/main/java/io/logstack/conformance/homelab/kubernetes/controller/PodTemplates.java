package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.kubernetes.store.Suffix;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes pods of templates. */
final class PodTemplates {
    private static final int GRACE_SECONDS = 30;

    private final VersionedObjects objects;

    PodTemplates(VersionedObjects objects) {
        this.objects = objects;
    }

    /** What tells one version of a workload's template from another. */
    String hash(ResourceKind kind, HasMetadata workload) {
        return Suffix.hash(
                objects.get(kind, key(workload)).path("spec").path("template").toString());
    }

    /**
     * Creates a pod.
     *
     * @param name the whole name, or a prefix that ends in {@code -} and is completed
     * @param labels beyond the template's
     * @param change of the pod before it is created
     */
    void create(
            ResourceKind kind,
            HasMetadata owner,
            String name,
            Map<String, String> labels,
            Consumer<ObjectNode> change) {
        ObjectNode template = (ObjectNode)
                objects.get(kind, key(owner)).path("spec").path("template").deepCopy();
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = template.withObjectProperty("metadata");
        metadata.put(name.endsWith("-") ? "generateName" : "name", name)
                .put("namespace", owner.getMetadata().getNamespace());
        metadata.putArray("ownerReferences").add(Store.node(ClusterView.controllerReference(owner)));
        labels.forEach(metadata.withObjectProperty("labels")::put);
        pod.set("metadata", metadata);
        pod.set("spec", template.path("spec"));
        change.accept(pod);
        objects.create(ResourceKinds.POD, pod, Persistence.KEEP);
    }

    /** Asks a pod's kubelet to stop it. */
    void delete(HasMetadata pod) {
        objects.delete(ResourceKinds.POD, key(pod), GRACE_SECONDS, Persistence.KEEP);
    }

    /** Replaces an object's status. */
    void status(ResourceKind kind, HasMetadata object, ObjectNode status) {
        objects.update(kind, key(object), Persistence.KEEP, current -> {
            current.set("status", status);
            return current;
        });
    }

    static ObjectKey key(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new ObjectKey(
                namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    /** The generation as a controller reports it to have seen. */
    static int generation(HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null ? 0 : Math.toIntExact(generation);
    }
}
