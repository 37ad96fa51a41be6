package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import io.logstack.conformance.containers.docker.KeptContainers;
import io.logstack.conformance.containers.docker.Readiness;
import io.logstack.conformance.containers.docker.StoreOutage;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster that an earlier run left up, if it did. */
final class KeptClusters {
    private static final Logger LOG = LoggerFactory.getLogger(KeptClusters.class);
    private static final String KUBECONFIG = "/etc/rancher/k3s/k3s.yaml";
    private static final String OWN_ADDRESS = "https://127.0.0.1:" + Nodes.API;

    /** Of a cluster that was ready when it was left. */
    private static final Duration READY = Duration.ofSeconds(30);

    private final DockerClient docker;
    private final KeptContainers containers;
    private final Duration patience;
    private final Duration poll;

    /**
     * Looks for nothing yet.
     *
     * @param host where published ports are reached
     * @param patience of the cluster, until what was disturbed is back
     * @param poll between two looks
     */
    KeptClusters(DockerClient docker, String host, Duration patience, Duration poll) {
        this.docker = docker;
        this.containers = new KeptContainers(docker, host);
        this.patience = patience;
        this.poll = poll;
    }

    /** The one that was started from the same plan, when all of it runs and is ready. */
    Optional<K3sCluster> of(K3sPlan plan) {
        Optional<K3sStack> stack = stack(plan);
        if (stack.isEmpty() || !Readiness.of(stack.get().store(), StoreOutage.LIVE)) {
            return Optional.empty();
        }
        K3sCluster cluster = new K3sCluster(plan, stack.get(), docker, patience, poll);
        try {
            Installation installation = new Installation(cluster.client(), READY, poll);
            installation.awaitNodes(plan.nodes());
            installation.awaitReady(cluster.manifests().objects(), ready -> {});
            return Optional.of(cluster);
        } catch (StackUnavailableException e) {
            LOG.info("the stack that was left up is not ready: {}", e.getMessage());
            cluster.leave();
            return Optional.empty();
        }
    }

    /** Removes all that any run left up. */
    void removeAll() {
        containers.removeAll();
    }

    /** The containers of the same plan, when there are all of them. */
    Optional<K3sStack> stack(K3sPlan plan) {
        Map<String, Container> kept = containers.of(plan.hash());
        Map<String, String> nodes = new LinkedHashMap<>();
        for (int number = 1; number <= plan.nodes(); number++) {
            Container node = kept.get(Nodes.name(number));
            if (node != null) {
                nodes.put(Nodes.name(number), node.getId());
            }
        }
        Container store = kept.get(K3sStack.STORE);
        Container server = kept.get(Nodes.name(1));
        if (store == null || server == null || nodes.size() != plan.nodes()) {
            return Optional.empty();
        }
        Optional<URI> storeAt = containers.published(store, Minio.PORT);
        Optional<URI> api = containers.published(server, Nodes.API);
        Optional<String> network = KeptContainers.network(store);
        if (storeAt.isEmpty() || api.isEmpty() || network.isEmpty()) {
            return Optional.empty();
        }
        return kubeconfig(server.getId(), api.get())
                .map(kubeconfig -> new K3sStack(nodes, store.getId(), network.get(), storeAt.get(), kubeconfig));
    }

    /** As the serving node wrote it for those within it, with the address that counts here. */
    private Optional<String> kubeconfig(String server, URI api) {
        try (InputStream archive =
                        docker.copyArchiveFromContainerCmd(server, KUBECONFIG).exec();
                TarArchiveInputStream files = new TarArchiveInputStream(archive)) {
            if (files.getNextEntry() == null) {
                return Optional.empty();
            }
            return Optional.of(new String(files.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(OWN_ADDRESS, "https://" + api.getAuthority()));
        } catch (IOException | DockerException e) {
            LOG.info("the kubeconfig of the cluster that was left up cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
