package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.containers.docker.ContainerLogs;
import io.logstack.conformance.containers.manifests.StackManifests;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Network;

/** A cluster of k3s with the whole stack in it, and its object store beside it. */
final class K3sCluster implements AutoCloseable {
    private static final int LINES = 200;

    private final K3sPlan plan;
    private final Duration patience;
    private final Duration poll;
    private final Consumer<String> reached;
    private final Minio minio;
    private final Nodes nodes;
    private final HostImages hostImages;
    private final ContainerLogs logs;
    private final Network network;
    private volatile @Nullable StackManifests manifests;
    private volatile @Nullable KubernetesClient client;

    /**
     * Starts nothing yet.
     *
     * @param network closed with the cluster
     * @param patience until all of it is ready
     * @param poll between two looks
     * @param reached told what has come about
     */
    K3sCluster(
            K3sPlan plan,
            DockerClient docker,
            Network network,
            Duration patience,
            Duration poll,
            Consumer<String> reached) {
        this.plan = plan;
        this.patience = patience;
        this.poll = poll;
        this.reached = reached;
        this.network = network;
        this.logs = new ContainerLogs(docker);
        this.minio = new Minio(docker, plan.minio(), plan.store(), network, patience);
        this.nodes = new Nodes(docker, plan.k3s(), plan.nodes(), plan.registry(), network, patience);
        try {
            this.hostImages = new HostImages(docker, Files.createTempDirectory("logstack-images"));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for the archives of images", e);
        }
    }

    /**
     * Starts all of it: the object store, the nodes, and the archives of images that Docker has, side by side; what runs in
     * pods as soon as there are nodes with images.
     *
     * @throws StackUnavailableException when it does not come up; what it told is {@link #evidence()}
     */
    void start() {
        try {
            CompletableFuture<Void> storing = CompletableFuture.runAsync(this::startStore);
            // The manifests' images do not depend on where the object store is, which is not known yet.
            CompletableFuture<Optional<Path>> saving = CompletableFuture.supplyAsync(() ->
                    save("stack", hostImages.present(plan.manifests("0.0.0.0").images())));
            CompletableFuture<Void> serving = CompletableFuture.runAsync(this::startNodes);
            CompletableFuture<Void> loading = serving.thenCombine(saving, (ignored, archive) -> archive)
                    .thenAccept(archive -> archive.ifPresent(this::load));
            CompletableFuture.allOf(storing, serving).join();
            StackManifests made = plan.manifests(minio.address());
            manifests = made;
            install(made.objects(), loading);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            hostImages.forget();
        }
    }

    private void startStore() {
        minio.start();
        reached.accept("object store ready");
    }

    private void startNodes() {
        nodes.start(save("k3s", hostImages.ofK3s()));
        client = new KubernetesClientBuilder().withConfig(nodes.config()).build();
        reached.accept("API server serves");
    }

    private Optional<Path> save(String name, List<String> images) {
        Optional<Path> archive = hostImages.save(name, images);
        archive.ifPresent(saved -> reached.accept(images.size() + " images of " + name + " taken from Docker"));
        return archive;
    }

    private void load(Path archive) {
        CompletableFuture.allOf(nodes.containers()
                        .map(node -> CompletableFuture.runAsync(() -> new NodeImages(node, patience).load(archive)))
                        .toArray(CompletableFuture[]::new))
                .join();
        reached.accept("images in every node");
    }

    /** Pods wait for the images, which their nodes would pull otherwise; all else need not. */
    private void install(List<HasMetadata> objects, CompletableFuture<Void> loading) {
        Installation installation = installation();
        installation.awaitNodes(nodes.count());
        reached.accept(nodes.count() == 1 ? "node ready" : nodes.count() + " nodes ready");
        installation.apply(
                objects.stream().filter(object -> !Readiness.runs(object)).toList());
        loading.join();
        installation.apply(objects.stream().filter(Readiness::runs).toList());
        reached.accept("stack applied");
        installation.awaitReady(objects, reached);
    }

    private Installation installation() {
        return new Installation(client(), patience, poll);
    }

    KubernetesClient client() {
        KubernetesClient started = client;
        if (started == null) {
            throw new IllegalStateException("the cluster has no API server yet");
        }
        return started;
    }

    Nodes nodes() {
        return nodes;
    }

    Minio minio() {
        return minio;
    }

    /** Its object store's, whose way from the cluster is mended at the end of each. */
    Outage outage() {
        return minio.outage(address -> installation()
                .apply(plan.manifests(address).objects().stream()
                        .filter(object -> object.getKind().equals("EndpointSlice"))
                        .toList()));
    }

    /** All that can be known of it: what was applied, the cluster's own tale, and the logs of its containers. */
    List<Attachment> evidence() {
        List<Attachment> all = new ArrayList<>();
        StackManifests applied = manifests;
        if (applied != null) {
            all.add(new Attachment("Manifests of the cluster", "application/yaml", applied.shown()));
        }
        KubernetesClient asked = client;
        if (asked != null) {
            all.addAll(new ClusterEvidence(asked, LINES).take());
        }
        Map<String, String> containers = new TreeMap<>(nodes.ids());
        minio.id().ifPresent(id -> containers.put("object-store", id));
        all.addAll(logs.of(containers, LINES));
        return all;
    }

    /** Removes all of it. */
    @Override
    public void close() {
        KubernetesClient asked = client;
        if (asked != null) {
            asked.close();
        }
        Stream.<Runnable>of(nodes::close, minio::close).parallel().forEach(Runnable::run);
        network.close();
    }
}
