package io.logstack.conformance.apart;

import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.EmbeddedKubernetes;
import io.logstack.conformance.homelab.kubernetes.Fixtures;
import io.logstack.conformance.homelab.kubernetes.KubernetesOptions;
import io.logstack.conformance.homelab.kubernetes.api.ApiServer;
import io.logstack.conformance.homelab.kubernetes.api.Authorizer;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The homelab's healthy cluster, grown: more nodes, on each of them an Alloy and a canary, and pods of others. It stands
 * still: no controller acts on it.
 */
final class LargeCluster implements AutoCloseable {
    private static final int NAMESPACES = 50;
    private static final Set<String> DAEMONS = Set.of("alloy", "loki-canary");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final VersionedObjects objects =
            new VersionedObjects(new ResourceKinds(), Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));
    private final EmbeddedKubernetes model;
    private final ApiServer server;

    /**
     * Grows it.
     *
     * @param nodes in all
     * @param pods in all
     */
    LargeCluster(int nodes, int pods) throws IOException, InterruptedException {
        model = EmbeddedKubernetes.start(KubernetesOptions.of(
                Fixtures.read(List.of(Path.of("fixtures", "cluster"))), executor, new Faults(List.of())));
        copyModel();
        growNodes(nodes);
        growOthers(pods);
        server = new ApiServer(0, executor, objects, model.logs(), Authorizer.EVERYTHING, Duration.ofMinutes(1));
    }

    URI uri() {
        return server.uri();
    }

    int nodes() {
        return objects.snapshot(ResourceKinds.NODE).objects().size();
    }

    int pods() {
        return objects.snapshot(ResourceKinds.POD).objects().size();
    }

    @Override
    public void close() {
        server.close();
        model.close();
        executor.shutdownNow();
    }

    /** Definitions and namespaces first: the others need them. */
    private void copyModel() throws IOException, InterruptedException {
        copy(ResourceKinds.CUSTOM_RESOURCE_DEFINITION);
        copy(ResourceKinds.NAMESPACE);
        for (ResourceKind kind : List.copyOf(objects.kinds().all())) {
            if (kind.verbs().contains("list")
                    && !kind.equals(ResourceKinds.CUSTOM_RESOURCE_DEFINITION)
                    && !kind.equals(ResourceKinds.NAMESPACE)) {
                copy(kind);
            }
        }
    }

    private void copy(ResourceKind kind) throws IOException, InterruptedException {
        String path = (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.apiVersion() + "/" + kind.plural();
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(model.uri().resolve(path)).build(), BodyHandlers.ofString())
                .body();
        for (JsonNode item : JsonMapper.shared().readTree(body).path("items")) {
            objects.create(kind, (ObjectNode) item, Persistence.KEEP);
        }
    }

    private void growNodes(int wanted) {
        List<ObjectNode> patterns =
                List.copyOf(objects.snapshot(ResourceKinds.NODE).objects());
        List<ObjectNode> pods = List.copyOf(objects.snapshot(ResourceKinds.POD).objects());
        for (int i = patterns.size(); i < wanted; i++) {
            ObjectNode pattern = patterns.get(i % patterns.size());
            String like = pattern.path("metadata").path("name").asString();
            String name = "large-" + i;
            ObjectNode node = named(pattern, name);
            node.withObject("/metadata/labels").put("kubernetes.io/hostname", name);
            objects.create(ResourceKinds.NODE, node, Persistence.KEEP);
            for (ObjectNode pod : pods) {
                String daemon = pod.at("/metadata/ownerReferences/0/name").asString("");
                if (DAEMONS.contains(daemon)
                        && pod.at("/spec/nodeName").asString("").equals(like)) {
                    ObjectNode another = named(pod, daemon + "-" + i);
                    another.withObject("/spec").put("nodeName", name);
                    objects.create(ResourceKinds.POD, another, Persistence.KEEP);
                }
            }
        }
        DAEMONS.forEach(this::count);
    }

    /** What its controller would write into its status. */
    private void count(String daemon) {
        int running = (int) objects.snapshot(ResourceKinds.POD).objects().stream()
                .filter(pod ->
                        pod.at("/metadata/ownerReferences/0/name").asString("").equals(daemon))
                .count();
        ObjectNode set = objects.snapshot(ResourceKinds.DAEMON_SET).objects().stream()
                .filter(found -> found.at("/metadata/name").asString("").equals(daemon))
                .findFirst()
                .orElseThrow();
        objects.update(
                ResourceKinds.DAEMON_SET,
                io.logstack.conformance.homelab.kubernetes.store.ObjectKey.of(set),
                Persistence.KEEP,
                found -> {
                    ObjectNode status = found.withObject("/status");
                    for (String field : List.of(
                            "currentNumberScheduled",
                            "desiredNumberScheduled",
                            "numberAvailable",
                            "numberReady",
                            "updatedNumberScheduled")) {
                        status.put(field, running);
                    }
                    return found;
                });
    }

    /** Pods that are none of the stack's, one in ten of them in its namespace. */
    private void growOthers(int wanted) {
        ObjectNode pattern = objects.snapshot(ResourceKinds.POD).objects().stream()
                .filter(pod -> pod.at("/metadata/namespace").asString("").equals("app"))
                .findFirst()
                .orElseThrow();
        List<String> namespaces = new ArrayList<>();
        for (int i = 0; i < NAMESPACES; i++) {
            ObjectNode namespace = JsonMapper.shared().createObjectNode();
            namespace.withObject("/metadata").put("name", "tenant-" + i);
            objects.create(ResourceKinds.NAMESPACE, namespace, Persistence.KEEP);
            namespaces.add("tenant-" + i);
        }
        for (int i = pods(); i < wanted; i++) {
            ObjectNode pod = named(pattern, "other-" + i);
            pod.withObject("/metadata").put("namespace", i % 10 == 0 ? "monitoring" : namespaces.get(i % NAMESPACES));
            pod.withObject("/spec").put("nodeName", "large-" + (100 + i % 100));
            objects.create(ResourceKinds.POD, pod, Persistence.KEEP);
        }
    }

    private static ObjectNode named(ObjectNode pattern, String name) {
        ObjectNode copy = pattern.deepCopy();
        copy.withObject("/metadata").put("name", name).remove("generateName");
        return copy;
    }
}
