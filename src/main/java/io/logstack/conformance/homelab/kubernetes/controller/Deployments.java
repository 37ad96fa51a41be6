package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
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
        view.list(ResourceKinds.DEPLOYMENT).stream()
                .filter(deployment -> !ObjectFields.isTerminating(deployment))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode deployment) {
        String hash = PodTemplates.hash(deployment);
        List<ObjectNode> all = setsOf(deployment);
        List<ObjectNode> old = all.stream().filter(set -> !isOf(set, hash)).toList();
        ObjectNode latest =
                all.stream().filter(set -> isOf(set, hash)).findFirst().orElse(null);
        if (latest == null) {
            create(deployment, hash, all);
        } else {
            shift(deployment, latest, old);
            report(deployment, latest, old);
        }
    }

    private void create(ObjectNode deployment, String hash, List<ObjectNode> all) {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        set.put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata = set.putObject("metadata")
                .put("name", ObjectFields.name(deployment) + "-" + hash)
                .put("namespace", ObjectFields.namespace(deployment));
        metadata.putObject("annotations").put(REVISION, Integer.toString(all.size() + 1));
        metadata.putArray("ownerReferences").add(ObjectFields.controllerReference(deployment));
        ObjectNode template =
                (ObjectNode) deployment.path("spec").path("template").deepCopy();
        template.withObjectProperty("metadata").withObjectProperty("labels").put(HASH, hash);
        metadata.set("labels", template.path("metadata").path("labels").deepCopy());
        ObjectNode spec = set.putObject("spec").put("replicas", 0);
        ObjectNode selector =
                (ObjectNode) deployment.path("spec").path("selector").deepCopy();
        selector.withObjectProperty("matchLabels").put(HASH, hash);
        spec.set("selector", selector);
        spec.set("template", template);
        view.objects().create(ResourceKinds.REPLICA_SET, set, Persistence.KEEP);
        view.objects().update(ResourceKinds.DEPLOYMENT, ObjectKey.of(deployment), Persistence.KEEP, current -> {
            current.withObjectProperty("metadata")
                    .withObjectProperty("annotations")
                    .put(REVISION, Integer.toString(all.size() + 1));
            return current;
        });
    }

    private void shift(ObjectNode deployment, ObjectNode latest, List<ObjectNode> old) {
        int desired = deployment.path("spec").path("replicas").asInt(1);
        int oldDesired = old.stream().mapToInt(Deployments::desired).sum();
        JsonNode strategy = deployment.path("spec").path("strategy");
        if (strategy.path("type").asString("").equals("Recreate")) {
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
        JsonNode rolling = strategy.path("rollingUpdate");
        int surge = share(rolling.path("maxSurge"), desired, true);
        int unavailable = share(rolling.path("maxUnavailable"), desired, false);
        if (surge == 0 && unavailable == 0) {
            unavailable = 1;
        }
        int room = desired + surge - oldDesired - desired(latest);
        if (room > 0 && desired(latest) < desired) {
            scale(latest, Math.min(desired, desired(latest) + room));
        }
        int ready = ready(latest) + old.stream().mapToInt(Deployments::ready).sum();
        int spare = ready - (desired - unavailable);
        for (ObjectNode set : old) {
            int unready = desired(set) - ready(set);
            int away = Math.min(desired(set), unready + Math.max(0, spare));
            if (away > 0) {
                scale(set, desired(set) - away);
                spare -= away - unready;
            }
        }
    }

    private void report(ObjectNode deployment, ObjectNode latest, List<ObjectNode> old) {
        int desired = deployment.path("spec").path("replicas").asInt(1);
        int replicas =
                replicas(latest) + old.stream().mapToInt(Deployments::replicas).sum();
        int ready = ready(latest) + old.stream().mapToInt(Deployments::ready).sum();
        boolean complete = replicas(latest) == desired && ready == desired && replicas == desired;
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("replicas", replicas)
                .put("updatedReplicas", replicas(latest))
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("observedGeneration", ObjectFields.generation(deployment));
        if (ready < desired) {
            status.put("unavailableReplicas", desired - ready);
        }
        Conditions conditions = new Conditions(
                deployment.path("status").path("conditions"), view.objects().now());
        conditions.set(
                "Available",
                ready >= desired,
                ready >= desired ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable");
        conditions.set("Progressing", true, complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated");
        status.set("conditions", conditions.toJson());
        templates.status(ResourceKinds.DEPLOYMENT, deployment, status);
    }

    private void scale(ObjectNode set, int replicas) {
        if (desired(set) != replicas) {
            view.objects().update(ResourceKinds.REPLICA_SET, ObjectKey.of(set), Persistence.KEEP, current -> {
                current.withObjectProperty("spec").put("replicas", replicas);
                return current;
            });
        }
    }

    private List<ObjectNode> setsOf(ObjectNode deployment) {
        return view.list(ResourceKinds.REPLICA_SET).stream()
                .filter(set -> ObjectFields.isControlledBy(set, deployment))
                .toList();
    }

    private static int share(JsonNode given, int replicas, boolean up) {
        if (given.isNumber()) {
            return given.asInt();
        }
        double share = Double.parseDouble(given.asString("25%").replace("%", "")) * replicas / 100;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    private static boolean isOf(ObjectNode set, String hash) {
        return hash.equals(ObjectFields.label(set, HASH));
    }

    private static int desired(ObjectNode set) {
        return set.path("spec").path("replicas").asInt(0);
    }

    private static int replicas(ObjectNode set) {
        return set.path("status").path("replicas").asInt(0);
    }

    private static int ready(ObjectNode set) {
        return set.path("status").path("readyReplicas").asInt(0);
    }
}
