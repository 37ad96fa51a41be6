package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
        view.list(ResourceKinds.STATEFUL_SET, StatefulSet.class).stream()
                .filter(set -> !ClusterView.isTerminating(set))
                .forEach(this::reconcile);
    }

    private void reconcile(StatefulSet set) {
        String revision = set.getMetadata().getName() + "-" + templates.hash(ResourceKinds.STATEFUL_SET, set);
        int replicas = set.getSpec().getReplicas();
        boolean ordered = !"Parallel".equals(set.getSpec().getPodManagementPolicy());
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            Optional<Pod> pod = pod(set, ordinal);
            if (pod.isEmpty()) {
                create(set, revision, ordinal);
            } else if (ClusterView.isFinished(pod.get()) && !ClusterView.isTerminating(pod.get())) {
                templates.delete(pod.get());
            }
            if (ordered && pod(set, ordinal).filter(ClusterView::isReady).isEmpty()) {
                break;
            }
        }
        shrink(set, replicas);
        roll(set, revision, replicas);
        report(set, revision, replicas);
    }

    private void create(StatefulSet set, String revision, int ordinal) {
        String name = set.getMetadata().getName() + "-" + ordinal;
        for (PersistentVolumeClaim template : set.getSpec().getVolumeClaimTemplates()) {
            claim(set, template, name);
        }
        templates.create(
                ResourceKinds.STATEFUL_SET,
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

    private void claim(StatefulSet set, PersistentVolumeClaim template, String pod) {
        String namespace = set.getMetadata().getNamespace();
        String name = template.getMetadata().getName() + "-" + pod;
        if (view.objects()
                .find(ResourceKinds.VOLUME_CLAIM, new ObjectKey(namespace, name))
                .isPresent()) {
            return;
        }
        ObjectNode claim = Store.node(template);
        claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        ObjectNode metadata = claim.withObjectProperty("metadata");
        metadata.put("name", name).put("namespace", namespace);
        set.getSpec().getSelector().getMatchLabels().forEach(metadata.withObjectProperty("labels")::put);
        ObjectNode status = claim.putObject("status").put("phase", "Bound");
        status.set("accessModes", claim.path("spec").path("accessModes"));
        status.set("capacity", claim.path("spec").path("resources").path("requests"));
        view.objects().create(ResourceKinds.VOLUME_CLAIM, claim, Persistence.KEEP);
    }

    private static void mount(StatefulSet set, ObjectNode pod, String name) {
        ObjectNode spec = pod.withObjectProperty("spec");
        spec.put("hostname", name);
        if (set.getSpec().getServiceName() != null) {
            spec.put("subdomain", set.getSpec().getServiceName());
        }
        for (PersistentVolumeClaim template : set.getSpec().getVolumeClaimTemplates()) {
            String volume = template.getMetadata().getName();
            spec.withArrayProperty("volumes")
                    .addObject()
                    .put("name", volume)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", volume + "-" + name);
        }
    }

    private void shrink(StatefulSet set, int replicas) {
        view.podsOf(set).stream()
                .filter(pod -> ordinal(pod) >= replicas && !ClusterView.isTerminating(pod))
                .forEach(templates::delete);
    }

    private void roll(StatefulSet set, String revision, int replicas) {
        if (!"RollingUpdate".equals(set.getSpec().getUpdateStrategy().getType())) {
            return;
        }
        for (int ordinal = replicas - 1; ordinal >= 0; ordinal--) {
            Optional<Pod> pod = pod(set, ordinal);
            if (pod.isEmpty()) {
                return;
            }
            if (!isUpdated(pod.get(), revision)) {
                if (!ClusterView.isTerminating(pod.get())) {
                    templates.delete(pod.get());
                }
                return;
            }
            if (!ClusterView.isReady(pod.get())) {
                return;
            }
        }
    }

    private void report(StatefulSet set, String revision, int replicas) {
        List<Pod> pods = view.podsOf(set);
        int ready = count(pods, pod -> ClusterView.isReady(pod) && !ClusterView.isTerminating(pod));
        int updated = count(pods, pod -> isUpdated(pod, revision));
        boolean complete = updated == replicas && pods.size() == replicas;
        String known = set.getStatus() == null ? null : set.getStatus().getCurrentRevision();
        String current = complete || known == null ? revision : known;
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("replicas", pods.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("currentReplicas", count(pods, pod -> isUpdated(pod, current)))
                .put("updatedReplicas", updated)
                .put("currentRevision", current)
                .put("updateRevision", revision)
                .put("observedGeneration", PodTemplates.generation(set))
                .put("collisionCount", 0);
        templates.status(ResourceKinds.STATEFUL_SET, set, status);
    }

    private Optional<Pod> pod(StatefulSet set, int ordinal) {
        return view.podsOf(set).stream().filter(pod -> ordinal(pod) == ordinal).findFirst();
    }

    private static int count(List<Pod> pods, Predicate<Pod> filter) {
        return (int) pods.stream().filter(filter).count();
    }

    private static int ordinal(Pod pod) {
        String name = pod.getMetadata().getName();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static boolean isUpdated(Pod pod, String revision) {
        return revision.equals(pod.getMetadata().getLabels().get(REVISION));
    }
}
