package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.stack.Outage;
import java.net.URI;
import java.util.Optional;

/** Where a tier's parts can be reached from here. A URL in the profile goes before what is found here. */
public interface Addresses extends AutoCloseable {
    /** How to reach the Kubernetes API, or empty where there is none. */
    Optional<Config> kubernetes();

    /** Base URL at which a Service's port can be reached, or empty when it cannot. */
    Optional<URI> service(String namespace, String name, int port);

    /** Base URL at which a pod's port can be reached, or empty when it cannot. */
    Optional<URI> pod(String namespace, String name, int port);

    /**
     * Why no Service and no pod can be reached from here although there may be a Kubernetes API, as a clause ("the live
     * tier reaches parts by URL only"), or empty when they can.
     */
    default Optional<String> limits() {
        return Optional.empty();
    }

    /** How the tier takes its object store away and brings it back, or empty where it cannot, or must not. */
    default Optional<Outage> outage() {
        return Optional.empty();
    }

    /** Whether what these addresses do not know is reached through the API server, by port-forward or proxy. */
    default boolean throughApi() {
        return false;
    }

    @Override
    void close();
}
