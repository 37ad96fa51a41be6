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
     * A custom resource, or another one of which all fields are wanted.
     *
     * @param apiVersion such as {@code objectbucket.io/v1alpha1}
     * @param plural such as {@code objectbucketclaims}
     */
    Optional<GenericKubernetesResource> custom(
            String apiVersion, String kind, String plural, String namespace, String name);

    /**
     * A Secret as the API serves it, its values in base64, or empty when there is none. What is in it must not reach evidence.
     */
    Optional<GenericKubernetesResource> secretObject(String namespace, String name);

    /**
     * The definition of a custom kind.
     *
     * @param name such as {@code helmreleases.helm.toolkit.fluxcd.io}
     */
    Optional<GenericKubernetesResource> definition(String name);

    /**
     * Has the API server try whether it would take a new object, and keep nothing of it ({@code dryRun=All}); for expectations
     * that may disturb, as it takes the right to create the object.
     *
     * @param plural such as {@code helmreleases}
     * @param object of a name that nobody has
     * @return why the object would be refused, in the server's words, or empty when it would be taken
     */
    Optional<String> refusal(String plural, GenericKubernetesResource object);

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
     * Has a DaemonSet's pods replaced one after the other, as {@code kubectl rollout restart} does; for expectations that
     * disturb. The annotation that this leaves in the pod template stays: to take it away would be another rollout.
     */
    void restart(DaemonSet daemonSet);

    /**
     * Scales a Deployment, and nothing else of it; for expectations that disturb. At the end of the expectation it has as
     * many replicas again as the Deployment that was given.
     */
    void scale(Deployment deployment, int replicas);

    /**
     * Deletes an object of which there is a backup; for expectations that disturb. One that is gone already is fine. At the
     * end of the expectation it has been applied again.
     *
     * @param plural such as {@code secrets}
     * @param backup the object, as it can be applied
     */
    void delete(String plural, GenericKubernetesResource backup);

    /**
     * Applies an object at the server, whoever owns its fields; for expectations that disturb.
     *
     * @param plural such as {@code secrets}
     * @return the object as it is then
     */
    GenericKubernetesResource apply(String plural, GenericKubernetesResource manifest);

    /**
     * Creates a pod for a probe. The suite's labels, run ID and expiry are added; the pod is deleted at the end of the
     * expectation that made it.
     */
    Pod createProbe(Pod pod);

    /** Deletes a pod that {@link #createProbe} made; a pod that is gone already is fine. */
    void deleteProbe(Pod pod);
}
