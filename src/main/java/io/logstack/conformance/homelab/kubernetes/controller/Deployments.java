package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A ReplicaSet for each version of a Deployment's template; from the old to the new within surge and unavailability. */
final class Deployments implements Controller {
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final ClusterView view;
    private final PodTemplates templates;

    Deployments(ClusterView view, PodTemplates templates) {
        this.view = view;
        this.templates = templates;
    }

    @Override
    public void reconcile() {
        view.list(ResourceKinds.DEPLOYMENT, Deployment.class).stream()
                .filter(deployment -> !ClusterView.isTerminating(deployment))
                .forEach(this::reconcile);
    }

    private void reconcile(Deployment deployment) {
        String hash = templates.hash(ResourceKinds.DEPLOYMENT, deployment);
        List<ReplicaSet> all = setsOf(deployment);
        List<ReplicaSet> old = all.stream().filter(set -> !isOf(set, hash)).toList();
        ReplicaSet latest =
                all.stream().filter(set -> isOf(set, hash)).findFirst().orElse(null);
        if (latest == null) {
            create(deployment, hash, all);
        } else {
            shift(deployment, latest, old);
            report(deployment, latest, old);
        }
    }

    private void create(Deployment deployment, String hash, List<ReplicaSet> all) {
        ObjectNode source = view.objects().get(ResourceKinds.DEPLOYMENT, PodTemplates.key(deployment));
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        set.put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata = set.putObject("metadata")
                .put("name", deployment.getMetadata().getName() + "-" + hash)
                .put("namespace", deployment.getMetadata().getNamespace());
        metadata.putObject("annotations").put(REVISION, Integer.toString(all.size() + 1));
        metadata.putArray("ownerReferences").add(Store.node(ClusterView.controllerReference(deployment)));
        ObjectNode template = (ObjectNode) source.path("spec").path("template").deepCopy();
        template.withObjectProperty("metadata").withObjectProperty("labels").put(HASH, hash);
        metadata.set("labels", template.path("metadata").path("labels").deepCopy());
        ObjectNode spec = set.putObject("spec").put("replicas", 0);
        ObjectNode selector = (ObjectNode) source.path("spec").path("selector").deepCopy();
        selector.withObjectProperty("matchLabels").put(HASH, hash);
        spec.set("selector", selector);
        spec.set("template", template);
        view.objects().create(ResourceKinds.REPLICA_SET, set, Persistence.KEEP);
        view.objects().update(ResourceKinds.DEPLOYMENT, PodTemplates.key(deployment), Persistence.KEEP, current -> {
            current.withObjectProperty("metadata")
                    .withObjectProperty("annotations")
                    .put(REVISION, Integer.toString(all.size() + 1));
            return current;
        });
    }

    private void shift(Deployment deployment, ReplicaSet latest, List<ReplicaSet> old) {
        int desired = deployment.getSpec().getReplicas();
        int oldDesired = old.stream().mapToInt(Deployments::desired).sum();
        DeploymentStrategy strategy = deployment.getSpec().getStrategy();
        if ("Recreate".equals(strategy.getType())) {
            old.forEach(set -> scale(set, 0));
            boolean gone = old.stream().allMatch(set -> view.podsOf(set).isEmpty());
            if (gone) {
                scale(latest, desired);
            }
            return;
        }
        if (oldDesired == 0) {
            scale(latest, desired);
            return;
        }
        var rolling = strategy.getRollingUpdate();
        int surge = share(rolling == null ? null : rolling.getMaxSurge(), desired, true);
        int unavailable = share(rolling == null ? null : rolling.getMaxUnavailable(), desired, false);
        if (surge == 0 && unavailable == 0) {
            unavailable = 1;
        }
        int room = desired + surge - oldDesired - desired(latest);
        if (room > 0 && desired(latest) < desired) {
            scale(latest, Math.min(desired, desired(latest) + room));
        }
        int ready = ready(latest) + old.stream().mapToInt(Deployments::ready).sum();
        int spare = ready - (desired - unavailable);
        for (ReplicaSet set : old) {
            int unready = desired(set) - ready(set);
            int away = Math.min(desired(set), unready + Math.max(0, spare));
            if (away > 0) {
                scale(set, desired(set) - away);
                spare -= away - unready;
            }
        }
    }

    private void report(Deployment deployment, ReplicaSet latest, List<ReplicaSet> old) {
        int desired = deployment.getSpec().getReplicas();
        int replicas =
                replicas(latest) + old.stream().mapToInt(Deployments::replicas).sum();
        int ready = ready(latest) + old.stream().mapToInt(Deployments::ready).sum();
        boolean complete = replicas(latest) == desired && ready == desired && replicas == desired;
        ObjectNode object = view.objects().get(ResourceKinds.DEPLOYMENT, PodTemplates.key(deployment));
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("replicas", replicas)
                .put("updatedReplicas", replicas(latest))
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("observedGeneration", PodTemplates.generation(deployment));
        if (ready < desired) {
            status.put("unavailableReplicas", desired - ready);
        }
        Conditions conditions = new Conditions(
                object.path("status").path("conditions"), view.objects().now());
        conditions.set(
                "Available",
                ready >= desired,
                ready >= desired ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable");
        conditions.set("Progressing", true, complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated");
        status.set("conditions", conditions.toJson());
        templates.status(ResourceKinds.DEPLOYMENT, deployment, status);
    }

    private void scale(ReplicaSet set, int replicas) {
        if (desired(set) != replicas) {
            view.objects().update(ResourceKinds.REPLICA_SET, key(set), Persistence.KEEP, current -> {
                current.withObjectProperty("spec").put("replicas", replicas);
                return current;
            });
        }
    }

    private List<ReplicaSet> setsOf(Deployment deployment) {
        return view.list(ResourceKinds.REPLICA_SET, ReplicaSet.class).stream()
                .filter(set -> ClusterView.isControlledBy(set, deployment))
                .toList();
    }

    private static int share(@Nullable IntOrString given, int replicas, boolean up) {
        JsonNode value = given == null ? JsonNodeFactory.instance.stringNode("25%") : Store.value(given);
        if (value.isNumber()) {
            return value.asInt();
        }
        double share = Double.parseDouble(value.asString("").replace("%", "")) * replicas / 100;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    private static boolean isOf(ReplicaSet set, String hash) {
        return hash.equals(set.getMetadata().getLabels().get(HASH));
    }

    private static ObjectKey key(ReplicaSet set) {
        return PodTemplates.key(set);
    }

    private static int desired(ReplicaSet set) {
        return set.getSpec().getReplicas();
    }

    private static int replicas(ReplicaSet set) {
        Integer replicas = set.getStatus() == null ? null : set.getStatus().getReplicas();
        return replicas == null ? 0 : replicas;
    }

    private static int ready(ReplicaSet set) {
        Integer ready = set.getStatus() == null ? null : set.getStatus().getReadyReplicas();
        return ready == null ? 0 : ready;
    }
}
