package io.logstack.conformance.expectations;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.logstack.conformance.stack.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster that answers, and has nothing; for tests that put in what they are about. */
public class BareCluster implements Cluster {
    @Override
    public List<Node> nodes() {
        return List.of();
    }

    @Override
    public List<Pod> pods(String namespace, String selector) {
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
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<GenericKubernetesResource> custom(
            String apiVersion, String kind, String plural, String namespace, String name) {
        return Optional.empty();
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
        return List.of();
    }

    @Override
    public String log(String namespace, String pod, String container, int tailLines, boolean previous) {
        return "";
    }

    @Override
    public void deletePod(Pod pod) {
        throw new UnsupportedOperationException("a bare cluster has no pods");
    }

    @Override
    public void restart(DaemonSet daemonSet) {
        throw new UnsupportedOperationException("a bare cluster has nothing to disturb");
    }

    @Override
    public void scale(Deployment deployment, int replicas) {
        throw new UnsupportedOperationException("a bare cluster has nothing to disturb");
    }

    @Override
    public void delete(String plural, GenericKubernetesResource backup) {
        throw new UnsupportedOperationException("a bare cluster has nothing to disturb");
    }

    @Override
    public GenericKubernetesResource apply(String plural, GenericKubernetesResource manifest) {
        throw new UnsupportedOperationException("a bare cluster has nothing to disturb");
    }

    @Override
    public Pod createProbe(Pod pod) {
        throw new UnsupportedOperationException("a bare cluster takes no pods");
    }

    @Override
    public void deleteProbe(Pod pod) {
        throw new UnsupportedOperationException("a bare cluster has no pods");
    }
}
