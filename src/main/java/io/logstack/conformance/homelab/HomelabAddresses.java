package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.homelab.kubernetes.EmbeddedKubernetes;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.access.Addresses;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the homelab's Services and pods can be reached: what port-forwarding gives on a real cluster. */
final class HomelabAddresses implements Addresses {
    private static final int LOKI_PORT = 3100;
    private static final int GATEWAY_PORT = 8080;
    private static final int ALLOY_PORT = 12345;
    private static final int CANARY_PORT = 3500;
    private static final int PROMETHEUS_PORT = 9090;
    private static final int GRAFANA_PORT = 3000;
    private static final int RGW_PORT = 8080;

    private record Port(String namespace, String name, int number) {}

    private final EmbeddedKubernetes kubernetes;
    private final Endpoints endpoints;
    private final Map<Port, URI> services;
    private final Alloys alloys;
    private final Canaries canaries;
    private final Outage outage;
    private final Runnable onClose;

    HomelabAddresses(
            EmbeddedKubernetes kubernetes,
            Endpoints endpoints,
            Alloys alloys,
            Canaries canaries,
            Outage outage,
            Runnable onClose) {
        this.kubernetes = kubernetes;
        this.endpoints = endpoints;
        this.alloys = alloys;
        this.canaries = canaries;
        this.outage = outage;
        this.onClose = onClose;
        this.services = Map.of(
                new Port("monitoring", "loki", LOKI_PORT), endpoints.loki(),
                new Port("monitoring", "loki-headless", LOKI_PORT), endpoints.loki(),
                new Port("monitoring", "loki-gateway", 80), endpoints.gateway(),
                new Port("monitoring", "kube-prometheus-stack-prometheus", 9090), endpoints.prometheus(),
                new Port("monitoring", "kube-prometheus-stack-grafana", 80), endpoints.grafana(),
                new Port("storage", "rook-ceph-rgw-storage", 80), endpoints.s3());
    }

    @Override
    public Optional<Config> kubernetes() {
        return Optional.of(kubernetes.config());
    }

    @Override
    public Optional<URI> service(String namespace, String name, int port) {
        return Optional.ofNullable(services.get(new Port(namespace, name, port)));
    }

    @Override
    public Optional<URI> pod(String namespace, String name, int port) {
        return switch (port) {
            case ALLOY_PORT -> namespace.equals("monitoring") ? alloys.of(name) : Optional.empty();
            case CANARY_PORT -> namespace.equals("monitoring") ? canaries.of(name) : Optional.empty();
            default ->
                kubernetes
                        .store()
                        .get(Pod.class, namespace, name)
                        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                        .flatMap(pod -> listening(pod, port));
        };
    }

    private Optional<URI> listening(Pod pod, int port) {
        if (PodLabels.isSingleBinary(pod) && port == LOKI_PORT) {
            return Optional.of(endpoints.loki());
        }
        if (PodLabels.isGateway(pod) && port == GATEWAY_PORT) {
            return Optional.of(endpoints.gateway());
        }
        if (PodLabels.isPrometheus(pod) && port == PROMETHEUS_PORT) {
            return Optional.of(endpoints.prometheus());
        }
        if (PodLabels.isGrafana(pod) && port == GRAFANA_PORT) {
            return Optional.of(endpoints.grafana());
        }
        return PodLabels.isObjectGateway(pod) && port == RGW_PORT ? Optional.of(endpoints.s3()) : Optional.empty();
    }

    @Override
    public Optional<Outage> outage() {
        return Optional.of(outage);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
