package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Optional;

/** Nothing to find parts by: they are reached by the profile's URLs or not at all. */
final class NoAddresses implements Addresses {
    @Override
    public Optional<Config> kubernetes() {
        return Optional.empty();
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
    public Optional<String> limits() {
        return Optional.of("there is no Kubernetes to find it by");
    }

    @Override
    public void close() {}
}
