package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.containers.manifests.ObjectStore;
import io.logstack.conformance.containers.manifests.Settings;
import io.logstack.conformance.containers.manifests.StackManifests;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.access.AccessedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A homelab in the place of k3s: at its start there is nothing but what a cluster has of itself. The stack is applied to its
 * API as it would be to k3s', and its controllers make the pods.
 */
final class StandInCluster implements AutoCloseable {
    private static final Path CLUSTER = Path.of("fixtures/cluster");
    private static final Path CONTAINERS = Path.of("fixtures/containers");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /** What nobody applies: the cluster has it of itself, or the simulated parts cannot do without. */
    private static final Set<String> OF_ITSELF =
            Set.of("Node", "Namespace", "CustomResourceDefinition", "PodMetrics", "PrometheusRule", "Secret");

    /** Definitions of what such a cluster has not. CephCluster's stays, which the simulated Ceph looks for. */
    private static final List<String> NEITHER_ROOK_NOR_FLUX = List.of("objectbucket.io", "toolkit.fluxcd.io");

    private static final Map<String, String> REPOSITORIES = Map.of(
            "images.loki", "grafana/loki",
            "images.alloy", "grafana/alloy",
            "images.canary", "grafana/loki-canary",
            "images.gateway", "nginxinc/nginx-unprivileged",
            "images.prometheus", "prometheus/prometheus",
            "images.grafana", "grafana/grafana");

    private final Homelab homelab;
    private final List<HasMetadata> objects;
    private final List<String> reached = new CopyOnWriteArrayList<>();

    private StandInCluster(Homelab homelab, StackManifests manifests) {
        this.homelab = homelab;
        this.objects = manifests.objects();
    }

    /** @param directory for what the cluster has of itself */
    static StandInCluster start(Path directory) throws IOException {
        Files.writeString(directory.resolve("of-itself.yaml"), String.join("---\n", ofItself()));
        Homelab homelab = Homelab.start(HomelabOptions.DEFAULT
                .withCluster(List.of(directory))
                .withApplied(List.of(CLUSTER))
                .withAge(Duration.ZERO));
        ObjectStore store = new ObjectStore(
                "192.0.2.7",
                9000,
                homelab.endpoints().s3AccessKey(),
                homelab.endpoints().s3SecretKey());
        return new StandInCluster(
                homelab, StackManifests.of(CLUSTER, CONTAINERS, Settings.of(StandInCluster::image, store)));
    }

    /** Of the repositories by which the homelab knows its programs. */
    private static Optional<String> image(String key) {
        return Optional.of("registry.example/" + REPOSITORIES.getOrDefault(key, key) + ":1");
    }

    /** As a cluster that was made for the run, it is as young as the run. */
    private static List<String> ofItself() throws IOException {
        List<String> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(CLUSTER)) {
            for (Path file : files.sorted().toList()) {
                try (MappingIterator<JsonNode> read =
                        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
                    while (read.hasNextValue()) {
                        JsonNode document = read.nextValue();
                        String name = document.path("metadata").path("name").asString("");
                        if (OF_ITSELF.contains(document.path("kind").asString(""))
                                && NEITHER_ROOK_NOR_FLUX.stream().noneMatch(name::endsWith)) {
                            documents.add(YAML.writeValueAsString(document).replaceFirst("^---\n", ""));
                        }
                    }
                }
            }
        }
        return documents;
    }

    /** Applies the stack, and waits until it is ready, as on k3s. */
    void install() {
        try (KubernetesClient client = client()) {
            Installation installation = new Installation(client, PATIENCE, POLL);
            installation.awaitNodes(3);
            installation.apply(objects);
            installation.awaitReady(objects, reached::add);
        }
    }

    KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(homelab.kubernetes().config())
                .build();
    }

    Homelab homelab() {
        return homelab;
    }

    List<HasMetadata> objects() {
        return objects;
    }

    /** What became ready, in that order. */
    List<String> reached() {
        return reached;
    }

    /** The stack as the containers tier reaches it: all through the API, but for the object store. */
    Stack stack(Profile profile) {
        Optional<Outage> outage = homelab.addresses().outage();
        return AccessedStack.connect(
                profile,
                new ClusterAddresses(
                        homelab.kubernetes().config(), () -> homelab.endpoints().s3(), outage, List::of, () -> {}),
                true,
                "the homelab in the place of k3s");
    }

    @Override
    public void close() {
        homelab.close();
    }
}
