package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cluster and its object store, running.
 *
 * @param nodes IDs of the nodes' containers by name, the serving one first
 * @param storeContainer ID of the object store's container
 * @param network ID of the network that they know each other in
 * @param store where the object store is reached from here
 * @param kubeconfig how the API is reached from here
 */
record K3sStack(Map<String, String> nodes, String storeContainer, String network, URI store, String kubeconfig) {
    static final String STORE = "object-store";

    K3sStack {
        nodes = new LinkedHashMap<>(nodes);
    }

    /** Nothing of the machine's own kubeconfig is in it. */
    Config config() {
        return Config.fromKubeconfig(kubeconfig);
    }

    /** Container IDs by part. */
    Map<String, String> containers() {
        Map<String, String> containers = new TreeMap<>(nodes);
        containers.put(STORE, storeContainer);
        return containers;
    }

    /** Without the kubeconfig, which lets whoever has it do everything: this must not reach a log. */
    @Override
    public String toString() {
        return "k3s in the containers " + containers();
    }
}
