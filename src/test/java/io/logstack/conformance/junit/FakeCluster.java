package io.logstack.conformance.junit;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.NoAnswerException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One crashing Loki pod, the probe pods that were made, one Secret; what diagnostics ask is counted. */
final class FakeCluster implements Cluster {
    static final String SECRET_KEY = "wJalrXUtnFEMI-K7MDENG";

    final List<Pod> probes = new CopyOnWriteArrayList<>();
    final List<String> deleted = new CopyOnWriteArrayList<>();
    /** What disturbed it, in order. */
    final List<String> disturbances = new CopyOnWriteArrayList<>();

    final AtomicInteger lists = new AtomicInteger();
    volatile boolean silent;

    private static Pod loki() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("loki-0")
                .withNamespace("monitoring")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-1")
                .addNewContainer()
                .withName("loki")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("loki")
                .withReady(false)
                .withRestartCount(3)
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    @Override
    public List<Pod> pods(String namespace, String selector) {
        lists.incrementAndGet();
        if (silent) {
            throw new NoAnswerException("https://kubernetes.invalid: connection refused");
        }
        if (selector.contains("managed-by")) {
            return List.copyOf(probes);
        }
        return selector.contains("single-binary") ? List.of(loki()) : List.of();
    }

    @Override
    public Optional<GenericKubernetesResource> secretObject(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<GenericKubernetesResource> definition(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> refusal(String plural, GenericKubernetesResource object) {
        throw new UnsupportedOperationException("this cluster tries nothing");
    }

    @Override
    public List<Event> events(String namespace, String involvedObject) {
        return involvedObject.equals("loki-0")
                ? List.of(new EventBuilder()
                        .withType("Warning")
                        .withReason("BackOff")
                        .withMessage("Back-off restarting failed container")
                        .build())
                : List.of();
    }

    @Override
    public String log(String namespace, String pod, String container, int tailLines, boolean previous) {
        return previous ? "panic: no bucket, key " + SECRET_KEY : "level=info msg=starting";
    }

    @Override
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return Optional.of(Map.of("AWS_SECRET_ACCESS_KEY", SECRET_KEY.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void deletePod(Pod pod) {
        throw new UnsupportedOperationException("nothing disturbs this cluster");
    }

    @Override
    public void restart(DaemonSet daemonSet) {
        throw new UnsupportedOperationException("nothing disturbs this cluster");
    }

    @Override
    public void scale(Deployment deployment, int replicas) {
        disturbances.add("scale " + deployment.getMetadata().getName() + " to " + replicas);
    }

    @Override
    public void delete(String plural, GenericKubernetesResource backup) {
        disturbances.add("delete " + plural + "/" + backup.getMetadata().getName());
    }

    @Override
    public GenericKubernetesResource apply(String plural, GenericKubernetesResource manifest) {
        disturbances.add("apply " + plural + "/" + manifest.getMetadata().getName());
        return manifest;
    }

    @Override
    public Pod createProbe(Pod pod) {
        probes.add(pod);
        return pod;
    }

    @Override
    public void deleteProbe(Pod pod) {
        probes.removeIf(
                probe -> probe.getMetadata().getName().equals(pod.getMetadata().getName()));
        deleted.add(pod.getMetadata().getName());
    }

    @Override
    public List<Node> nodes() {
        return List.of();
    }

    @Override
    public Optional<DaemonSet> daemonSet(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<StatefulSet> statefulSet(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Deployment> deployment(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Service> service(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public List<EndpointSlice> endpointSlices(String namespace, String service) {
        return List.of();
    }

    @Override
    public Optional<GenericKubernetesResource> custom(
            String apiVersion, String kind, String plural, String namespace, String name) {
        return Optional.empty();
    }
}
