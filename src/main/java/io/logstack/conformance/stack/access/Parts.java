package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.profile.Access;
import io.logstack.conformance.profile.DeploymentMode;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Gateway;
import io.logstack.conformance.stack.Grafana;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.Prometheus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the clients of one view. */
final class Parts {
    private final SharedAccess shared;
    private final Profile profile;
    private final ExchangeLog log;

    Parts(SharedAccess shared, ExchangeLog log) {
        this.shared = shared;
        this.profile = shared.profile();
        this.log = log;
    }

    Cluster cluster() {
        reachable(Capability.KUBERNETES);
        return shared.cluster(log).orElseThrow();
    }

    Loki loki() {
        reachable(Capability.LOKI);
        // Where there is Loki alone, no gateway is looked for.
        boolean direct = shared.reach().lacks(Capability.GATEWAY).isPresent();
        List<Part> parts = Part.lokis(profile);
        if (profile.loki().deploymentMode() == DeploymentMode.SINGLE_BINARY) {
            Endpoint self = endpoint(parts.get(0));
            return new LokiClient(new SingleBinary(self), direct ? self : endpoint(Part.gateway(profile)));
        }
        SimpleScalable self =
                new SimpleScalable(component(parts.get(0)), component(parts.get(1)), component(parts.get(2)));
        return direct ? new LokiClient(self) : new LokiClient(self, endpoint(Part.gateway(profile)));
    }

    private SimpleScalable.Component component(Part part) {
        return new SimpleScalable.Component(
                endpoint(part),
                () -> shared.routes().toEach(part).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, way -> endpoint(part.name(), way.getValue(), part.headers()))));
    }

    Gateway gateway() {
        reachable(Capability.GATEWAY);
        return new GatewayClient(endpoint(Part.gateway(profile)));
    }

    Alloy alloy() {
        reachable(Capability.ALLOY);
        Profile.Alloy alloy = profile.alloy();
        return new AlloyClient(agents("Alloy", alloy.urls(), alloy.access(), alloy.selector(), alloy.port()));
    }

    Canary canary() {
        reachable(Capability.CANARY);
        Profile.Canary canary = profile.canary();
        return new CanaryClient(agents("Canary", canary.urls(), canary.access(), canary.selector(), canary.port()));
    }

    ObjectStore objectStore() {
        reachable(Capability.OBJECT_STORE);
        Part part = Part.objectStore(profile);
        Route route = located(part);
        Supplier<S3Client> client = () -> {
            Login login = login();
            return shared.s3().of(route.base(), part.url().isPresent(), login.accessKey, login.secretKey);
        };
        return new S3ObjectStore(
                route,
                profile.objectStore().bucket(),
                client,
                shared.s3()::started,
                endpoint(part),
                profile.timeouts().request(),
                log);
    }

    Prometheus prometheus() {
        reachable(Capability.PROMETHEUS);
        return new PrometheusClient(endpoint(Part.prometheus(profile)));
    }

    Grafana grafana() {
        reachable(Capability.GRAFANA);
        return new GrafanaClient(endpoint(Part.grafana(profile)));
    }

    Outage outage() {
        reachable(Capability.OUTAGE);
        return shared.addresses().outage().orElseThrow();
    }

    Endpoint lokiEndpoint() {
        return endpoint(Part.lokis(profile).get(0));
    }

    Endpoint prometheusEndpoint() {
        return endpoint(Part.prometheus(profile));
    }

    Endpoint grafanaEndpoint() {
        return endpoint(Part.grafana(profile));
    }

    private void reachable(Capability capability) {
        shared.reach().lacks(capability).ifPresent(reason -> {
            throw new IllegalStateException(capability.description() + " cannot be reached because " + reason
                    + "; what asks for it must require " + capability);
        });
    }

    private Endpoint endpoint(Part part) {
        return endpoint(part.name(), located(part), part.headers());
    }

    private Endpoint endpoint(String name, Route route, Map<String, String> headers) {
        return new Endpoint(name, route, headers, log);
    }

    private Route located(Part part) {
        return shared.routes()
                .to(part)
                .orElseThrow(() -> new NoAnswerException(part.name() + " cannot be reached: there is no Service "
                        + part.namespace() + "/" + part.service() + " with port " + part.port()));
    }

    private Supplier<List<Agent>> agents(
            String part, Optional<List<URI>> urls, Optional<Access> access, String selector, int port) {
        if (urls.isPresent()) {
            return () -> urls.get().stream()
                    .map(url -> new Agent(
                            part,
                            url.toString(),
                            "",
                            Optional.of(endpoint(part, shared.routes().toUrl(url), Map.of()))))
                    .toList();
        }
        String namespace = profile.namespaces().monitoring();
        return () -> cluster().pods(namespace, selector).stream()
                .filter(Parts::runs)
                .map(pod -> {
                    String name = pod.getMetadata().getName();
                    return new Agent(
                            part,
                            name,
                            Objects.requireNonNullElse(pod.getSpec().getNodeName(), ""),
                            shared.routes()
                                    .toPod(access, new PodPort(namespace, name, port))
                                    .map(route -> endpoint(part, route, Map.of())));
                })
                .toList();
    }

    private static boolean runs(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase());
    }

    /** The profile's credentials go before those of the Secret, which are read anew: they are part of what is judged. */
    private Login login() {
        Profile.ObjectStore store = profile.objectStore();
        if (store.accessKey().isPresent() && store.secretKey().isPresent()) {
            return new Login(store.accessKey().get(), store.secretKey().get().value());
        }
        String where = profile.namespaces().monitoring() + "/" + store.secret();
        Map<String, byte[]> secret = cluster()
                .secret(profile.namespaces().monitoring(), store.secret())
                .orElseThrow(() -> new NoAnswerException("S3 cannot be asked: there is no Secret " + where));
        return new Login(field(secret, store.accessKeyField(), where), field(secret, store.secretKeyField(), where));
    }

    private static String field(Map<String, byte[]> secret, String name, String where) {
        String value = new String(secret.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8).strip();
        if (value.isEmpty()) {
            throw new NoAnswerException("S3 cannot be asked: the Secret " + where + " has no value under " + name);
        }
        return value;
    }

    private record Login(String accessKey, String secretKey) {
        /** Without the keys: this must not reach a log. */
        @Override
        public String toString() {
            return "S3 credentials";
        }
    }
}
