package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The numbered pods of StatefulSets with their claims; a changed template is rolled out from the highest number down. */
final class StatefulSets implements Controller {
    private static final String REVISION = "controller-revision-hash";

    private final ClusterView view;
    private final PodTemplates templates;

    StatefulSets(ClusterView view, PodTemplates templates) {
        this.view = view;
        this.templates = templates;
    }

    @Override
    public void reconcile() {
        view.list(ResourceKinds.STATEFUL_SET).stream()
                .filter(set -> !ObjectFields.isTerminating(set))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode set) {
        String revision = ObjectFields.name(set) + "-" + PodTemplates.hash(set);
        int replicas = set.path("spec").path("replicas").asInt(1);
        boolean ordered =
                !set.path("spec").path("podManagementPolicy").asString("").equals("Parallel");
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            Optional<ObjectNode> pod = pod(set, ordinal);
            if (pod.isEmpty()) {
                create(set, revision, ordinal);
            } else if (ObjectFields.isFinished(pod.get()) && !ObjectFields.isTerminating(pod.get())) {
                templates.delete(pod.get());
            }
            if (ordered && pod(set, ordinal).filter(ObjectFields::isReady).isEmpty()) {
                break;
            }
        }
        shrink(set, replicas);
        roll(set, revision, replicas);
        report(set, revision, replicas);
    }

    private void create(ObjectNode set, String revision, int ordinal) {
        String name = ObjectFields.name(set) + "-" + ordinal;
        for (JsonNode template : set.path("spec").path("volumeClaimTemplates")) {
            claim(set, template, name);
        }
        templates.create(
                set,
                name,
                Map.of(
                        REVISION,
                        revision,
                        "statefulset.kubernetes.io/pod-name",
                        name,
                        "apps.kubernetes.io/pod-index",
                        Integer.toString(ordinal)),
                pod -> mount(set, pod, name));
    }

    private void claim(ObjectNode set, JsonNode template, String pod) {
        String namespace = ObjectFields.namespace(set);
        String name = ObjectFields.name(template) + "-" + pod;
        if (view.objects()
                .find(ResourceKinds.VOLUME_CLAIM, new ObjectKey(namespace, name))
                .isPresent()) {
            return;
        }
        ObjectNode claim = (ObjectNode) template.deepCopy();
        claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        ObjectNode metadata = claim.withObjectProperty("metadata");
        metadata.put("name", name).put("namespace", namespace);
        JsonNode retention = set.path("spec").path("persistentVolumeClaimRetentionPolicy");
        if (retention.path("whenDeleted").asString("").equals("Delete")) {
            metadata.putArray("ownerReferences").add(ObjectFields.controllerReference(set));
        }
        set.path("spec").path("selector").path("matchLabels").forEachEntry(metadata.withObjectProperty("labels")::set);
        ObjectNode status = claim.putObject("status").put("phase", "Bound");
        status.set("accessModes", claim.path("spec").path("accessModes"));
        status.set("capacity", claim.path("spec").path("resources").path("requests"));
        view.objects().create(ResourceKinds.VOLUME_CLAIM, claim, Persistence.KEEP);
    }

    private static void mount(ObjectNode set, ObjectNode pod, String name) {
        ObjectNode spec = pod.withObjectProperty("spec");
        spec.put("hostname", name);
        if (set.path("spec").has("serviceName")) {
            spec.set("subdomain", set.path("spec").path("serviceName"));
        }
        for (JsonNode template : set.path("spec").path("volumeClaimTemplates")) {
            String volume = ObjectFields.name(template);
            spec.withArrayProperty("volumes")
                    .addObject()
                    .put("name", volume)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", volume + "-" + name);
        }
    }

    private void shrink(ObjectNode set, int replicas) {
        view.podsOf(set).stream()
                .filter(pod -> ordinal(pod) >= replicas && !ObjectFields.isTerminating(pod))
                .forEach(templates::delete);
    }

    private void roll(ObjectNode set, String revision, int replicas) {
        if (!set.path("spec").path("updateStrategy").path("type").asString("").equals("RollingUpdate")) {
            return;
        }
        for (int ordinal = replicas - 1; ordinal >= 0; ordinal--) {
            Optional<ObjectNode> pod = pod(set, ordinal);
            if (pod.isEmpty()) {
                return;
            }
            if (!isUpdated(pod.get(), revision)) {
                if (!ObjectFields.isTerminating(pod.get())) {
                    templates.delete(pod.get());
                }
                return;
            }
            if (!ObjectFields.isReady(pod.get())) {
                return;
            }
        }
    }

    private void report(ObjectNode set, String revision, int replicas) {
        List<ObjectNode> pods = view.podsOf(set);
        int ready = count(pods, pod -> ObjectFields.isReady(pod) && !ObjectFields.isTerminating(pod));
        int updated = count(pods, pod -> isUpdated(pod, revision));
        boolean complete = updated == replicas && pods.size() == replicas;
        String known = set.path("status").path("currentRevision").asString("");
        String current = complete || known.isEmpty() ? revision : known;
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("replicas", pods.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("currentReplicas", count(pods, pod -> isUpdated(pod, current)))
                .put("updatedReplicas", updated)
                .put("currentRevision", current)
                .put("updateRevision", revision)
                .put("observedGeneration", ObjectFields.generation(set))
                .put("collisionCount", 0);
        templates.status(ResourceKinds.STATEFUL_SET, set, status);
    }

    private Optional<ObjectNode> pod(ObjectNode set, int ordinal) {
        return view.podsOf(set).stream().filter(pod -> ordinal(pod) == ordinal).findFirst();
    }

    private static int count(List<ObjectNode> pods, Predicate<JsonNode> filter) {
        return (int) pods.stream().filter(filter).count();
    }

    private static int ordinal(JsonNode pod) {
        String name = ObjectFields.name(pod);
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static boolean isUpdated(JsonNode pod, String revision) {
        return revision.equals(ObjectFields.label(pod, REVISION));
    }
}
