package io.logstack.conformance.stack;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Kubernetes API, as far as expectations need it. Lists are filtered at the server and paged. Every method throws
 * {@link NoAnswerException} when the API server does not answer or refuses; an object that is not there is empty.
 */
public interface Cluster {
    List<Node> nodes();

    /** @param selector a label selector as {@code kubectl -l} takes it, set-based terms included */
    List<Pod> pods(String namespace, String selector);

    Optional<DaemonSet> daemonSet(String namespace, String name);

    Optional<StatefulSet> statefulSet(String namespace, String name);

    Optional<Deployment> deployment(String namespace, String name);

    Optional<Service> service(String namespace, String name);

    /** The EndpointSlices of a Service, by their {@code kubernetes.io/service-name} label. */
    List<EndpointSlice> endpointSlices(String namespace, String service);

    /** A Secret's data, decoded, or empty when there is no such Secret. Values must not reach evidence. */
    Optional<Map<String, byte[]>> secret(String namespace, String name);

    /**
     * A custom resource.
     *
     * @param apiVersion such as {@code objectbucket.io/v1alpha1}
     * @param plural such as {@code objectbucketclaims}
     */
    Optional<GenericKubernetesResource> custom(
            String apiVersion, String kind, String plural, String namespace, String name);

    /** Events of a namespace that regard the named object, newest last. */
    List<Event> events(String namespace, String involvedObject);

    /**
     * A container's log.
     *
     * @param tailLines at most so many lines, the last ones
     * @param previous of the terminated container before this one
     * @return the text, empty when the container has logged nothing or there is no previous one
     */
    String log(String namespace, String pod, String container, int tailLines, boolean previous);

    /** Deletes a pod that a controller brings back; for expectations that disturb. One that is gone already is fine. */
    void deletePod(Pod pod);

    /**
     * Creates a pod for a probe. The suite's labels, run ID and expiry are added; the pod is deleted at the end of the
     * expectation that made it.
     */
    Pod createProbe(Pod pod);

    /** Deletes a pod that {@link #createProbe} made; a pod that is gone already is fine. */
    void deleteProbe(Pod pod);
}
