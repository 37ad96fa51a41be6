package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.homelab.kubernetes.EmbeddedKubernetes;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.workloads.Program;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.access.Addresses;
import java.net.URI;
import java.util.Optional;

/** Where the homelab's Services and pods can be reached: what port-forwarding gives on a real cluster. */
final class HomelabAddresses implements Addresses {
    private final EmbeddedKubernetes kubernetes;
    private final Endpoints endpoints;
    private final Layout layout;
    private final LokiComponents components;
    private final Alloys alloys;
    private final Canaries canaries;
    private final Outage outage;
    private final Runnable onClose;

    HomelabAddresses(
            EmbeddedKubernetes kubernetes,
            Layout layout,
            LokiComponents components,
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
        this.layout = layout;
        this.components = components;
    }

    @Override
    public Optional<Config> kubernetes() {
        return Optional.of(kubernetes.config());
    }

    @Override
    public Optional<URI> service(String namespace, String name, int port) {
        return layout.behind(namespace, name, port)
                .flatMap(place -> components.service(place.target()).or(() -> single(place.program())));
    }

    @Override
    public Optional<URI> pod(String namespace, String name, int port) {
        if (layout.listens(Program.ALLOY, namespace, port)) {
            return alloys.of(name);
        }
        if (layout.listens(Program.CANARY, namespace, port)) {
            return canaries.of(name);
        }
        return kubernetes
                .store()
                .get(Pod.class, namespace, name)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .flatMap(pod -> Program.of(pod.getSpec())
                        .filter(program -> layout.listens(program, namespace, port))
                        .flatMap(program -> components
                                .pod(Layout.target(Store.node(pod)), name)
                                .or(() -> single(program))));
    }

    /** Of what runs on each node there is no single one. */
    private Optional<URI> single(Program program) {
        return switch (program) {
            case LOKI -> Optional.of(endpoints.loki());
            case GATEWAY -> Optional.of(endpoints.gateway());
            case PROMETHEUS -> Optional.of(endpoints.prometheus());
            case GRAFANA -> Optional.of(endpoints.grafana());
            case OBJECT_GATEWAY -> Optional.of(endpoints.s3());
            case ALLOY, CANARY -> Optional.empty();
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
