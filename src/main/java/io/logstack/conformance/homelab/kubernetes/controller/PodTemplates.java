package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Suffix;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
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
    static String hash(JsonNode workload) {
        return Suffix.hash(workload.path("spec").path("template").toString());
    }

    /**
     * Creates a pod.
     *
     * @param name the whole name, or a prefix that ends in {@code -} and is completed
     * @param labels beyond the template's
     * @param change of the pod before it is created
     */
    void create(JsonNode owner, String name, Map<String, String> labels, Consumer<ObjectNode> change) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        JsonNode template = owner.path("spec").path("template").deepCopy();
        pod.set("metadata", template.path("metadata"));
        pod.set("spec", template.path("spec"));
        ObjectNode metadata = pod.withObjectProperty("metadata");
        metadata.put(name.endsWith("-") ? "generateName" : "name", name)
                .put("namespace", ObjectFields.namespace(owner));
        metadata.putArray("ownerReferences").add(ObjectFields.controllerReference(owner));
        labels.forEach(metadata.withObjectProperty("labels")::put);
        change.accept(pod);
        objects.create(ResourceKinds.POD, pod, Persistence.KEEP);
    }

    /** Asks a pod's kubelet to stop it. */
    void delete(JsonNode pod) {
        objects.delete(ResourceKinds.POD, ObjectKey.of(pod), GRACE_SECONDS, Persistence.KEEP);
    }

    /** Replaces an object's status, where it is another one. */
    void status(ResourceKind kind, JsonNode object, ObjectNode status) {
        if (object.path("status").equals(status)) {
            return;
        }
        objects.update(kind, ObjectKey.of(object), Persistence.KEEP, current -> {
            current.set("status", status);
            return current;
        });
    }
}
