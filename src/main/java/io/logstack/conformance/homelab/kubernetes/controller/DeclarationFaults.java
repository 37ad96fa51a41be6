package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults that lie in the cluster's objects: what was declared, or what a controller beyond this homelab says of it. An
 * object is as it was before once the last fault in it is off.
 */
final class DeclarationFaults {
    /** Their status is their controller's affair. */
    private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet", "DaemonSet");

    private final VersionedObjects objects;
    private final Faults faults;
    private final Map<Subject, ObjectNode> healthy = new HashMap<>();

    /** What a fault is in: the first object of a kind that answers a description, whatever its name. */
    record Subject(String apiVersion, String kind, Predicate<JsonNode> which) {}

    /** What a fault makes of an object. */
    record Alteration(Fault fault, Subject subject, Consumer<ObjectNode> change) {}

    DeclarationFaults(VersionedObjects objects, Faults faults) {
        this.objects = objects;
        this.faults = faults;
    }

    static boolean covers(Fault fault) {
        return Alterations.ALL.stream().anyMatch(alteration -> alteration.fault() == fault);
    }

    /** Brings the objects that a fault is in to what the faults that are on now make of them. */
    void switched(Fault fault) {
        Alterations.ALL.stream()
                .filter(alteration -> alteration.fault() == fault)
                .map(Alteration::subject)
                .distinct()
                .forEach(this::bringAbout);
    }

    private void bringAbout(Subject subject) {
        List<Alteration> active = Alterations.ALL.stream()
                .filter(alteration -> alteration.subject().equals(subject) && faults.active(alteration.fault()))
                .toList();
        ResourceKind kind = objects.kinds()
                .of(subject.apiVersion(), subject.kind())
                .orElseThrow(() -> new IllegalStateException("the fixtures do not define " + subject.kind() + " of "
                        + subject.apiVersion() + ", which the homelab needs"));
        ObjectNode before = healthy.computeIfAbsent(subject, any -> find(kind, subject));
        ObjectKey key = ObjectKey.of(before);
        ObjectNode wanted = before.deepCopy();
        active.forEach(alteration -> alteration.change().accept(wanted));
        ObjectNode written = objects.update(kind, key, Persistence.KEEP, current -> {
            wanted.set("metadata", current.path("metadata"));
            if (WORKLOADS.contains(subject.kind())) {
                wanted.set("status", current.path("status"));
            }
            return wanted;
        });
        if (!WORKLOADS.contains(subject.kind())
                && !written.path("spec").path("suspend").asBoolean(false)) {
            objects.update(kind, key, Persistence.KEEP, DeclarationFaults::seen);
        }
        if (active.isEmpty()) {
            healthy.remove(subject);
        }
    }

    private ObjectNode find(ResourceKind kind, Subject subject) {
        return objects.snapshot(kind).objects().stream()
                .filter(subject.which())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the fixtures have no such " + subject.kind() + " as the homelab needs"))
                .deepCopy();
    }

    /** Flux looks at what changed, unless it is told not to. */
    private static ObjectNode seen(ObjectNode object) {
        if (object.path("status").has("observedGeneration")) {
            JsonNode generation = object.path("metadata").path("generation");
            object.withObjectProperty("status").set("observedGeneration", generation);
            for (JsonNode condition : object.path("status").path("conditions")) {
                ((ObjectNode) condition).set("observedGeneration", generation);
            }
        }
        return object;
    }
}
