package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.stack.Outage;
import java.net.URI;
import java.util.List;
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

    /** Why a tier has no such thing at all, as a clause after "because", or empty where it may have. */
    default Optional<String> without(Capability capability) {
        return Optional.empty();
    }

    /** What the tier itself knows of the state of what it started, such as the logs of its containers. */
    default List<Attachment> diagnostics() {
        return List.of();
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
