package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.containers.docker.ContainerLogs;
import io.logstack.conformance.containers.docker.KeptContainers;
import io.logstack.conformance.containers.docker.StackLabels;
import io.logstack.conformance.containers.docker.StackNetwork;
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
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Starts a cluster with the stack in it. The object store, the nodes, and the archives of images that Docker has come up side
 * by side; what runs in pods as soon as there are nodes with images.
 */
final class K3sStart {
    private final K3sPlan plan;
    private final DockerClient docker;
    private final Duration patience;
    private final Duration poll;
    private final Consumer<String> reached;
    private final StackNetwork network;
    private final Minio minio;
    private final Nodes nodes;
    private final HostImages hostImages;

    /**
     * Makes a network, and starts nothing yet.
     *
     * @param kept whether it is to outlive the run
     * @param patience until all of it is ready
     * @param poll between two looks
     * @param reached told what has come about
     */
    K3sStart(
            K3sPlan plan,
            DockerClient docker,
            boolean kept,
            Duration patience,
            Duration poll,
            Consumer<String> reached) {
        this.plan = plan;
        this.docker = docker;
        this.patience = patience;
        this.poll = poll;
        this.reached = reached;
        String hash = plan.hash();
        try {
            this.hostImages = new HostImages(docker, Files.createTempDirectory("logstack-images"));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for the archives of images", e);
        }
        this.network = StackNetwork.create(docker, StackLabels.of(hash, "network", kept));
        this.minio =
                new Minio(plan.minio(), plan.store(), network, StackLabels.of(hash, K3sStack.STORE, kept), patience);
        this.nodes = new Nodes(plan, network, name -> StackLabels.of(hash, name, kept), patience);
    }

    /**
     * Starts all of it.
     *
     * @throws StackUnavailableException when it does not come up, with all that it told until then; it is gone by then
     */
    K3sCluster start() {
        ExecutorService threads = Executors.newCachedThreadPool();
        // Which images there are does not depend on where the object store is, which is not known yet.
        CompletableFuture<Optional<Path>> saving = CompletableFuture.supplyAsync(
                () -> save("stack", hostImages.present(plan.manifests("0.0.0.0").images())), threads);
        try {
            CompletableFuture<Void> storing = CompletableFuture.runAsync(this::startStore, threads);
            CompletableFuture<Void> serving = CompletableFuture.runAsync(this::startNodes, threads);
            CompletableFuture<Void> loading = serving.thenCombine(saving, (ignored, archive) -> archive)
                    .thenAcceptAsync(archive -> archive.ifPresent(found -> load(found, threads)), threads);
            CompletableFuture.allOf(storing, serving).join();
            K3sCluster cluster = new K3sCluster(plan, stack(), docker, patience, poll);
            install(cluster, loading);
            return cluster;
        } catch (RuntimeException e) {
            RuntimeException cause =
                    e instanceof CompletionException && e.getCause() instanceof RuntimeException inner ? inner : e;
            List<Attachment> evidence = evidence();
            remove();
            throw new StackUnavailableException(
                    "the stack in k3s does not come up: " + cause.getMessage(), cause, evidence);
        } finally {
            // Whatever became of it: what is being written cannot be deleted.
            saving.handle((archive, failure) -> "").join();
            hostImages.forget();
            threads.shutdown();
        }
    }

    private void startStore() {
        minio.start();
        reached.accept("object store ready");
    }

    private void startNodes() {
        nodes.start(save("k3s", hostImages.ofK3s()));
        reached.accept("API server serves");
    }

    private Optional<Path> save(String name, List<String> images) {
        Optional<Path> archive = hostImages.save(name, images);
        archive.ifPresent(saved -> reached.accept(images.size() + " images of " + name + " taken from Docker"));
        return archive;
    }

    private void load(Path archive, Executor threads) {
        CompletableFuture.allOf(nodes.containers()
                        .map(node ->
                                CompletableFuture.runAsync(() -> new NodeImages(node, patience).load(archive), threads))
                        .toArray(CompletableFuture[]::new))
                .join();
        reached.accept("images in every node");
    }

    private K3sStack stack() {
        return new K3sStack(nodes.ids(), minio.id().orElseThrow(), network.getId(), minio.uri(), nodes.kubeconfig());
    }

    /** Pods wait for the images, which their nodes would pull otherwise; all else need not. */
    private void install(K3sCluster cluster, CompletableFuture<Void> loading) {
        Installation installation = cluster.installation();
        List<HasMetadata> objects = cluster.manifests().objects();
        installation.awaitNodes(plan.nodes());
        reached.accept(plan.nodes() == 1 ? "node ready" : plan.nodes() + " nodes ready");
        installation.apply(
                objects.stream().filter(object -> !Workloads.runs(object)).toList());
        loading.join();
        installation.apply(objects.stream().filter(Workloads::runs).toList());
        reached.accept("stack applied");
        installation.awaitReady(objects, reached);
    }

    /** Of whatever there is by now. */
    private List<Attachment> evidence() {
        List<Attachment> all = new ArrayList<>();
        Map<String, String> containers = containers();
        if (containers.size() == plan.nodes() + 1) {
            try (KubernetesClient client =
                    new KubernetesClientBuilder().withConfig(stack().config()).build()) {
                all.addAll(new ClusterEvidence(client, K3sCluster.LINES).take());
            } catch (RuntimeException e) {
                all.add(new Attachment("Pods of the cluster", "text/plain", "They cannot be asked for: " + e));
            }
        }
        all.addAll(new ContainerLogs(docker).of(containers, K3sCluster.LINES));
        return all;
    }

    private Map<String, String> containers() {
        Map<String, String> containers = new TreeMap<>(nodes.ids());
        minio.id().ifPresent(id -> containers.put(K3sStack.STORE, id));
        return containers;
    }

    private void remove() {
        containers().values().stream().parallel().forEach(id -> KeptContainers.remove(docker, id));
        network.close();
    }
}
