package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import io.logstack.conformance.homelab.workloads.Program;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Measures Loki's pods, as far as the fixtures do not say what is measured of them. */
final class MetricsServer implements Controller {
    private final ClusterView view;
    private final ResourceKind kind;
    private final Set<ObjectKey> made = new HashSet<>();

    MetricsServer(ClusterView view) {
        this.view = view;
        this.kind = view.objects()
                .kinds()
                .of("metrics.k8s.io/v1beta1", "PodMetrics")
                .orElseThrow();
    }

    @Override
    public void reconcile() {
        Set<ObjectKey> running = new HashSet<>();
        for (ObjectNode pod : view.pods()) {
            ObjectKey key = ObjectKey.of(pod);
            boolean loki = Program.of(pod).filter(Program.LOKI::equals).isPresent();
            if (loki && ObjectFields.phase(pod).equals("Running")) {
                running.add(key);
                if (view.objects().find(kind, key).isEmpty()) {
                    view.objects().create(kind, measured(pod), Persistence.KEEP);
                    made.add(key);
                }
            }
        }
        made.removeIf(key -> {
            boolean gone = !running.contains(key);
            if (gone && view.objects().find(kind, key).isPresent()) {
                view.objects().remove(kind, key, Persistence.KEEP);
            }
            return gone;
        });
    }

    private ObjectNode measured(ObjectNode pod) {
        ObjectNode metrics = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "metrics.k8s.io/v1beta1")
                .put("kind", "PodMetrics");
        ObjectKey key = ObjectKey.of(pod);
        metrics.putObject("metadata").put("name", key.name()).put("namespace", key.namespace());
        metrics.put("timestamp", view.objects().now().toString()).put("window", "15s");
        ArrayNode containers = metrics.putArray("containers");
        String loki = Program.LOKI.container(pod).orElseThrow();
        for (JsonNode container : Program.podSpec(pod).path("containers")) {
            String name = container.path("name").asString("");
            boolean itself = name.equals(loki);
            containers
                    .addObject()
                    .put("name", name)
                    .putObject("usage")
                    .put("cpu", itself ? "180m" : "2m")
                    .put("memory", itself ? "900Mi" : "40Mi");
        }
        return metrics;
    }
}
