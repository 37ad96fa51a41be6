package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.Optional;

/**
 * One pod of a DaemonSet with a metrics page, or what stands for it where there is no Kubernetes.
 *
 * @param part what it is, for messages
 * @param name pod name, or URL
 * @param node its node, or empty
 * @param endpoint empty when it has no address here
 */
record Agent(String part, String name, String node, Optional<Endpoint> endpoint) {
    Metrics metrics() {
        return Pages.metrics(endpoint.orElseThrow(() -> new NoAnswerException(
                part + " pod " + name + " on node " + node + " has no address that can be reached from here")));
    }
}
