package io.logstack.conformance.containers.light;

import io.logstack.conformance.containers.docker.StoreOutage;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * Loki and its object store, running.
 *
 * @param lokiContainer ID of Loki's container
 * @param storeContainer ID of the object store's
 * @param network ID of the network that they know each other in
 * @param loki where Loki is reached from here
 * @param store where the object store is reached from here
 */
record LightStack(String lokiContainer, String storeContainer, String network, URI loki, URI store) {
    static final String LOKI_READY = "/ready";
    static final String STORE_READY = StoreOutage.LIVE;

    /** Container IDs by part. */
    Map<String, String> containers() {
        return new TreeMap<>(Map.of(LightContainers.LOKI, lokiContainer, LightContainers.STORE, storeContainer));
    }
}
