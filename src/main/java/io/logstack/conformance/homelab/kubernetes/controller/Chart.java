package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects that a release installs, as they were when the cluster was first seen. */
final class Chart {
    private static final String INSTANCE = "app.kubernetes.io/instance";

    private static final Set<String> KINDS = Set.of(
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "ConfigMap",
            "Service",
            "StatefulSet",
            "DaemonSet",
            "Deployment");

    private static final List<ResourceKind> WORKLOADS =
            List.of(ResourceKinds.STATEFUL_SET, ResourceKinds.DAEMON_SET, ResourceKinds.DEPLOYMENT);

    private final VersionedObjects objects;
    private final List<Part> parts;

    private record Part(ResourceKind kind, ObjectNode object) {
        ObjectKey key() {
            return ObjectKey.of(object);
        }
    }

    private Chart(VersionedObjects objects, List<Part> parts) {
        this.objects = objects;
        this.parts = parts;
    }

    /** What carries a release's name as its instance, and no other object owns. */
    static Chart of(VersionedObjects objects, String release) {
        List<Part> parts = new ArrayList<>();
        for (ResourceKind kind : objects.kinds().all()) {
            if (KINDS.contains(kind.kind())) {
                objects.snapshot(kind).objects().stream()
                        .filter(object -> ObjectFields.label(object, INSTANCE).equals(release))
                        .filter(object -> ObjectFields.owners(object).isEmpty())
                        .forEach(object -> parts.add(new Part(kind, declared(object))));
            }
        }
        return new Chart(objects, parts);
    }

    private static ObjectNode declared(ObjectNode object) {
        ObjectNode declared = object.deepCopy();
        declared.remove("status");
        declared.withObjectProperty("metadata").remove("managedFields");
        return declared;
    }

    /** Creates what is not there. */
    void install() {
        for (Part part : parts) {
            if (objects.find(part.kind(), part.key()).isEmpty()) {
                objects.create(part.kind(), part.object(), Persistence.KEEP);
            }
        }
    }

    /** Deletes what is there; whether all of it is gone. */
    boolean uninstall() {
        boolean gone = true;
        for (Part part : parts) {
            if (objects.find(part.kind(), part.key()).isPresent()) {
                gone = false;
                try {
                    objects.delete(part.kind(), part.key(), 0, Persistence.KEEP);
                } catch (ApiException e) {
                    // A client has deleted it meanwhile.
                    if (e.code() != 404) {
                        throw e;
                    }
                }
            }
        }
        return gone;
    }

    /** Whether all that it runs is ready, which is what an installation waits for. */
    boolean ready() {
        return parts.stream()
                .filter(part -> WORKLOADS.contains(part.kind()))
                .allMatch(part -> objects.find(part.kind(), part.key())
                        .filter(Chart::isReady)
                        .isPresent());
    }

    private static boolean isReady(JsonNode workload) {
        JsonNode status = workload.path("status");
        int wanted = status.has("desiredNumberScheduled")
                ? status.path("desiredNumberScheduled").asInt(0)
                : workload.path("spec").path("replicas").asInt(1);
        int ready =
                status.path("numberReady").asInt(status.path("readyReplicas").asInt(0));
        return wanted > 0
                && ready >= wanted
                && status.path("observedGeneration").asInt(0) >= ObjectFields.generation(workload);
    }
}
