package io.logstack.conformance.junit;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.logstack.conformance.stack.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * The cluster as one judgement sees it.
 *
 * @param probes the probe pods that the judgement made, for diagnostics
 */
record JudgedCluster(Cluster cluster, Cleanup cleanup, List<Pod> probes, Redaction redaction) implements Cluster {
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    @Override
    public List<Node> nodes() {
        return cluster.nodes();
    }

    @Override
    public List<Pod> pods(String namespace, String selector) {
        return cluster.pods(namespace, selector);
    }

    @Override
    public Optional<DaemonSet> daemonSet(String namespace, String name) {
        return cluster.daemonSet(namespace, name);
    }

    @Override
    public Optional<StatefulSet> statefulSet(String namespace, String name) {
        return cluster.statefulSet(namespace, name);
    }

    @Override
    public Optional<Deployment> deployment(String namespace, String name) {
        return cluster.deployment(namespace, name);
    }

    @Override
    public Optional<Service> service(String namespace, String name) {
        return cluster.service(namespace, name);
    }

    @Override
    public List<EndpointSlice> endpointSlices(String namespace, String service) {
        return cluster.endpointSlices(namespace, service);
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        Optional<Map<String, byte[]>> secret = cluster.secret(namespace, name);
        secret.ifPresent(data ->
                data.values().forEach(value -> redaction.add(new String(value, StandardCharsets.UTF_8))));
        return secret;
    }

    @Override
    public Optional<GenericKubernetesResource> custom(
            String apiVersion, String kind, String plural, String namespace, String name) {
        return cluster.custom(apiVersion, kind, plural, namespace, name);
    }

    @Override
    public Optional<GenericKubernetesResource> secretObject(String namespace, String name) {
        // The values become known to the redaction of this judgement, too.
        secret(namespace, name);
        return cluster.secretObject(namespace, name);
    }

    @Override
    public Optional<GenericKubernetesResource> definition(String name) {
        return cluster.definition(name);
    }

    @Override
    public Optional<String> refusal(String plural, GenericKubernetesResource object) {
        return cluster.refusal(plural, object);
    }

    @Override
    public List<Event> events(String namespace, String involvedObject) {
        return cluster.events(namespace, involvedObject);
    }

    @Override
    public String log(String namespace, String pod, String container, int tailLines, boolean previous) {
        return cluster.log(namespace, pod, container, tailLines, previous);
    }

    @Override
    public void deletePod(Pod pod) {
        cluster.deletePod(pod);
    }

    @Override
    public void restart(DaemonSet daemonSet) {
        cluster.restart(daemonSet);
    }

    @Override
    public void scale(Deployment deployment, int replicas) {
        String what = "the scaling of Deployment " + name(deployment);
        int before = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        cleanup.forget(what);
        cleanup.register(what, () -> cluster.scale(deployment, before));
        cluster.scale(deployment, replicas);
        if (replicas == before) {
            cleanup.forget(what);
        }
    }

    @Override
    public void delete(String plural, GenericKubernetesResource backup) {
        cleanup.register(deletion(backup), () -> applyAgain(plural, backup));
        cluster.delete(plural, backup);
    }

    /** What is still going would take along what is applied to it. */
    private void applyAgain(String plural, GenericKubernetesResource backup) {
        Awaitility.await(deletion(backup) + " ends")
                .pollInSameThread()
                .atMost(GONE_WITHIN)
                .until(() -> cluster.apply(plural, backup).getMetadata().getDeletionTimestamp() == null);
    }

    @Override
    public GenericKubernetesResource apply(String plural, GenericKubernetesResource manifest) {
        GenericKubernetesResource applied = cluster.apply(plural, manifest);
        cleanup.forget(deletion(manifest));
        return applied;
    }

    @Override
    public Pod createProbe(Pod pod) {
        Pod made = cluster.createProbe(pod);
        try {
            cleanup.register(name(made), () -> cluster.deleteProbe(made));
        } catch (IllegalStateException tooLate) {
            cluster.deleteProbe(made);
            throw tooLate;
        }
        probes.add(made);
        return made;
    }

    @Override
    public void deleteProbe(Pod pod) {
        cluster.deleteProbe(pod);
        cleanup.forget(name(pod));
        probes.removeIf(probe -> name(probe).equals(name(pod)));
    }

    private static String deletion(GenericKubernetesResource object) {
        return "the deletion of " + object.getKind() + " " + name((HasMetadata) object);
    }

    private static String name(Pod pod) {
        return "pod " + name((HasMetadata) pod);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }
}
