package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.Access;
import io.logstack.conformance.stack.Cluster;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way to each part: the profile's URL, else what the tier's addresses know, else through the API server. A port is
 * forwarded from when it is first asked for until this is closed.
 */
final class Routes implements AutoCloseable {
    private final Addresses addresses;
    private final Connections connections;
    private final @Nullable KubernetesApi api;
    private final Supplier<? extends Cluster> cluster;
    private final Map<String, Tunnel> tunnels = new ConcurrentHashMap<>();

    /** @param cluster asked which pods are behind a Service */
    Routes(
            Addresses addresses,
            Connections connections,
            @Nullable KubernetesApi api,
            Supplier<? extends Cluster> cluster) {
        this.addresses = addresses;
        this.connections = connections;
        this.api = api;
        this.cluster = cluster;
    }

    /** The way to a part, or empty when there is none from here. */
    Optional<Route> to(Part part) {
        if (part.url().isPresent()) {
            return part.url().map(this::toUrl);
        }
        return addresses
                .service(part.namespace(), part.service(), part.port())
                .map(this::toAddress)
                .or(() -> throughApi(
                        part.access(),
                        part.namespace(),
                        "services/" + part.service(),
                        part.port(),
                        "http://" + part.service() + "." + part.namespace() + ".svc:" + part.port(),
                        new ServicePods(cluster, part.namespace(), part.service(), part.port())));
    }

    /**
     * The ways to each of the pods behind a part's Service, by pod; to its URL where it has one.
     *
     * @throws NoAnswerException when there is no such Service, or no pod behind it
     */
    Map<String, Route> toEach(Part part) {
        if (part.url().isPresent()) {
            return Map.of(part.url().get().toString(), toUrl(part.url().get()));
        }
        Map<String, Route> ways = new LinkedHashMap<>();
        for (PodPort pod : new ServicePods(cluster, part.namespace(), part.service(), part.port()).all()) {
            toPod(part.access(), pod).ifPresent(way -> ways.put(pod.pod(), way));
        }
        return ways;
    }

    /** The way to a URL of the profile. */
    Route toUrl(URI url) {
        return Route.direct(url, connections.byUrl());
    }

    /** The way to a pod's port, or empty when there is none from here. */
    Optional<Route> toPod(Optional<Access> access, PodPort pod) {
        return addresses
                .pod(pod.namespace(), pod.pod(), pod.port())
                .map(this::toAddress)
                .or(() -> throughApi(
                        access,
                        pod.namespace(),
                        "pods/" + pod.pod(),
                        pod.port(),
                        "http://" + pod.pod() + "." + pod.namespace() + ".pod:" + pod.port(),
                        () -> pod));
    }

    private Route toAddress(URI address) {
        return Route.direct(address, connections.direct());
    }

    private Optional<Route> throughApi(
            Optional<Access> access,
            String namespace,
            String object,
            int port,
            String address,
            Supplier<PodPort> pods) {
        KubernetesApi through = api;
        if (through == null || !addresses.throughApi()) {
            return Optional.empty();
        }
        if (access.filter(Access.SERVICE_PROXY::equals).isPresent()) {
            URI proxied = URI.create(
                    through.address() + "/api/v1/namespaces/" + namespace + "/" + object + ":" + port + "/proxy");
            return Optional.of(
                    new Route(proxied, proxied.toString(), "", connections.through(through), Route.Faults.NONE));
        }
        Tunnel tunnel = tunnels.computeIfAbsent(
                namespace + "/" + object + ":" + port, key -> new Tunnel(through, pods, connections.executor()));
        return Optional.of(new Route(tunnel.uri(), address, " by port-forward", connections.direct(), tunnel));
    }

    @Override
    public void close() {
        tunnels.values().forEach(Tunnel::close);
        tunnels.clear();
    }
}
