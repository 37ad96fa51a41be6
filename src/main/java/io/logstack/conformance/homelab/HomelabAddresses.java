package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.access.Addresses;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the homelab's Services and pods can be reached: what port-forwarding gives on a real cluster. */
final class HomelabAddresses implements Addresses {
    private static final int LOKI_PORT = 3100;
    private static final int ALLOY_PORT = 12345;
    private static final int CANARY_PORT = 3500;

    private record Port(String namespace, String name, int number) {}

    private final Config kubernetes;
    private final Map<Port, URI> services;
    private final URI loki;
    private final Alloys alloys;
    private final Canaries canaries;
    private final Outage outage;
    private final Runnable onClose;

    HomelabAddresses(
            Config kubernetes, Endpoints endpoints, Alloys alloys, Canaries canaries, Outage outage, Runnable onClose) {
        this.kubernetes = kubernetes;
        this.loki = endpoints.loki();
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
        return Optional.of(kubernetes);
    }

    @Override
    public Optional<URI> service(String namespace, String name, int port) {
        return Optional.ofNullable(services.get(new Port(namespace, name, port)));
    }

    @Override
    public Optional<URI> pod(String namespace, String name, int port) {
        if (!namespace.equals("monitoring")) {
            return Optional.empty();
        }
        return switch (port) {
            case LOKI_PORT -> name.equals("loki-0") ? Optional.of(loki) : Optional.empty();
            case ALLOY_PORT -> alloys.of(name);
            case CANARY_PORT -> canaries.of(name);
            default -> Optional.empty();
        };
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
