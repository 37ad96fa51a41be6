package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Optional;

/** A cluster's API by kubeconfig; what runs in the cluster is reached through it, or by the profile's URLs. */
final class KubeconfigAddresses implements Addresses {
    private final Config config;

    KubeconfigAddresses(Config config) {
        this.config = config;
    }

    @Override
    public Optional<Config> kubernetes() {
        return Optional.of(config);
    }

    @Override
    public Optional<URI> service(String namespace, String name, int port) {
        return Optional.empty();
    }

    @Override
    public Optional<URI> pod(String namespace, String name, int port) {
        return Optional.empty();
    }

    @Override
    public boolean throughApi() {
        return true;
    }

    @Override
    public void close() {}
}
