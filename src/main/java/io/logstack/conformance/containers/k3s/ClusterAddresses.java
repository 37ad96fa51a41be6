package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.access.Addresses;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A cluster's API, and the object store beside it: no pod is behind its Service that a port could be forwarded to. All else is
 * reached through the API.
 *
 * @param config how the API is reached
 * @param objectStore where this process reaches the object store
 * @param away takes the object store away and brings it back, where it can be brought back to the same port
 * @param evidence what the cluster and its containers tell
 * @param onClose lets go of the cluster
 */
record ClusterAddresses(
        Config config,
        Supplier<URI> objectStore,
        Optional<Outage> away,
        Supplier<List<Attachment>> evidence,
        Runnable onClose)
        implements Addresses {
    private static final String NAMESPACE = "storage";
    private static final String SERVICE = "rook-ceph-rgw-storage";

    @Override
    public Optional<Config> kubernetes() {
        return Optional.of(config);
    }

    @Override
    public Optional<URI> service(String namespace, String name, int port) {
        return namespace.equals(NAMESPACE) && name.equals(SERVICE) ? Optional.of(objectStore.get()) : Optional.empty();
    }

    @Override
    public Optional<URI> pod(String namespace, String name, int port) {
        return Optional.empty();
    }

    @Override
    public Optional<Outage> outage() {
        return away;
    }

    @Override
    public List<Attachment> diagnostics() {
        return evidence.get();
    }

    @Override
    public boolean throughApi() {
        return true;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
