package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.containers.docker.ContainerLogs;
import io.logstack.conformance.containers.docker.KeptContainers;
import io.logstack.conformance.containers.docker.StackNetwork;
import io.logstack.conformance.containers.docker.StoreOutage;
import io.logstack.conformance.containers.manifests.StackManifests;
import io.logstack.conformance.stack.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster of k3s with the whole stack in it, and its object store beside it, running. */
final class K3sCluster implements AutoCloseable {
    /** Of each log, the last ones. */
    static final int LINES = 200;

    private final K3sPlan plan;
    private final K3sStack stack;
    private final DockerClient docker;
    private final KubernetesClient client;
    private final StackManifests manifests;
    private final Duration patience;
    private final Duration poll;

    /**
     * Opens nothing but a client of its API.
     *
     * @param patience until what was disturbed is back
     * @param poll between two looks
     */
    K3sCluster(K3sPlan plan, K3sStack stack, DockerClient docker, Duration patience, Duration poll) {
        this.plan = plan;
        this.stack = stack;
        this.docker = docker;
        this.patience = patience;
        this.poll = poll;
        this.client = new KubernetesClientBuilder().withConfig(stack.config()).build();
        this.manifests = plan.manifests(storeAddress());
    }

    K3sStack stack() {
        return stack;
    }

    KubernetesClient client() {
        return client;
    }

    StackManifests manifests() {
        return manifests;
    }

    Installation installation() {
        return new Installation(client, patience, poll);
    }

    /** Where its nodes reach the object store; another one, perhaps, after an outage. */
    String storeAddress() {
        Map<String, ContainerNetwork> networks = docker.inspectContainerCmd(stack.storeContainer())
                .exec()
                .getNetworkSettings()
                .getNetworks();
        return networks.values().stream()
                .filter(joined -> stack.network().equals(joined.getNetworkID()))
                .map(ContainerNetwork::getIpAddress)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the object store is not in the cluster's network"));
    }

    /** Its object store's, whose way from the cluster is mended at the end of each. */
    Outage outage() {
        Outage stopped = new StoreOutage(docker, stack.storeContainer(), stack.store(), patience, poll);
        return new Outage() {
            @Override
            public void begin() {
                stopped.begin();
            }

            @Override
            public void end() {
                stopped.end();
                installation()
                        .apply(plan.manifests(storeAddress()).objects().stream()
                                .filter(object -> object.getKind().equals("EndpointSlice"))
                                .toList());
            }
        };
    }

    /** Freezes all that runs on a node. */
    void pause(String node) {
        docker.pauseContainerCmd(container(node)).exec();
    }

    void unpause(String node) {
        docker.unpauseContainerCmd(container(node)).exec();
    }

    private String container(String node) {
        String id = stack.nodes().get(node);
        if (id == null) {
            throw new IllegalArgumentException(
                    "there is no node " + node + "; there are " + stack.nodes().keySet());
        }
        return id;
    }

    /** All that can be known of it: what was applied, the cluster's own tale, and the logs of its containers. */
    List<Attachment> evidence() {
        List<Attachment> all = new ArrayList<>();
        all.add(new Attachment("Manifests of the cluster", "application/yaml", manifests.shown()));
        all.addAll(new ClusterEvidence(client, LINES).take());
        all.addAll(new ContainerLogs(docker).of(stack.containers(), LINES));
        return all;
    }

    /** Forgets it, and leaves it up. */
    void leave() {
        client.close();
    }

    /** Removes all of it, side by side: an interrupted run has little time. */
    @Override
    public void close() {
        client.close();
        stack.containers().values().stream().parallel().forEach(id -> KeptContainers.remove(docker, id));
        StackNetwork.remove(docker, stack.network());
    }
}
