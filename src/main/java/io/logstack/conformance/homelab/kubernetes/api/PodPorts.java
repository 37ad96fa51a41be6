package io.logstack.conformance.homelab.kubernetes.api;

import java.net.URI;
import java.util.Optional;

/** What listens in the cluster's pods; asked for every connection that is forwarded or proxied. */
@FunctionalInterface
public interface PodPorts {
    /** Nothing listens anywhere. */
    PodPorts CLOSED = (namespace, pod, port) -> Optional.empty();

    /** Where a pod's port can be reached from here, or empty when nothing listens on it. */
    Optional<URI> at(String namespace, String pod, int port);
}
