package io.logstack.conformance.apart;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.homelab.Endpoints;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.homelab.HomelabOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A homelab, hostile proxies before it, and a process with little memory that judges it through them. */
final class HostileTable implements AutoCloseable {
    private static final String EVERYTHING = ".*";
    /** Of a request that is answered at once, unless the machine is busy. */
    private static final String PATIENT = "30s";

    private final Path directory;
    private final Homelab homelab;
    private final Certificates certificates;
    private final List<HostileProxy> proxies = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final Map<String, String> addresses = new HashMap<>();

    HostileTable(Path directory) {
        this.directory = directory;
        this.homelab = Homelab.start(HomelabOptions.DEFAULT);
        this.certificates = Certificates.in(directory);
    }

    /** Adds a run in which one component is hostile to whatever it is asked. */
    String add(Hostility hostility, Component component) throws IOException {
        return add(hostility + " of " + component, hostility, component, component.capability, EVERYTHING);
    }

    /** Adds a run in which one component is hostile only to those that know it to be there. */
    String addOnceItIsThere(Hostility hostility, Component component) throws IOException {
        return add(
                hostility + " of " + component + " once it is there",
                hostility,
                component,
                component.askedFor(),
                component.onceItIsThere().orElseThrow());
    }

    /** Adds a run in which the proxy before a component hands everything on. */
    String addHarmless(Component component) throws IOException {
        HostileProxy proxy = HostileProxy.harmless(component, component.in(homelab.endpoints()));
        return add("harmless " + component, component, component.capability, proxy, EVERYTHING, PATIENT);
    }

    private String add(String name, Hostility hostility, Component component, Capability judged, String requests)
            throws IOException {
        HostileProxy proxy =
                HostileProxy.of(hostility, component, requests, component.in(homelab.endpoints()), certificates);
        return add(name, component, judged, proxy, requests, hostility.waits ? "1s" : PATIENT);
    }

    private String add(
            String name, Component component, Capability judged, HostileProxy proxy, String requests, String deadline)
            throws IOException {
        proxies.add(proxy);
        cells.add(new Cell(
                name,
                component == Component.KUBERNETES ? "profiles/live.yaml" : "profiles/endpoints.yaml",
                keys(name, component, proxy.uri(), deadline),
                judged.name(),
                proxy.uri().getAuthority(),
                requests));
        addresses.put(name, proxy.uri().getAuthority());
        return name;
    }

    /** Host and port of the hostile part of a run. */
    String address(String cell) {
        return Objects.requireNonNull(addresses.get(cell));
    }

    /** Runs the cells. */
    Results run(int atATime) throws IOException, InterruptedException {
        return ProcessApart.run(
                directory,
                cells,
                atATime,
                "-Djavax.net.ssl.trustStore=" + certificates.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD);
    }

    /** Every part by URL, the hostile one by its proxy's; without a gateway where Loki itself is to answer everything. */
    private Map<String, String> keys(String name, Component hostile, URI address, String deadline) throws IOException {
        Endpoints endpoints = homelab.endpoints();
        Map<String, String> keys = new HashMap<>(Map.of(
                "safety", hostile == Component.KUBERNETES ? "observe" : "probe",
                "required-capabilities", "",
                "loki.url", endpoints.loki().toString(),
                "alloy.urls", joined(endpoints.alloy()),
                "canary.urls", joined(endpoints.canary()),
                "object-store.url", endpoints.s3().toString(),
                "prometheus.url", endpoints.prometheus().toString(),
                "grafana.url", endpoints.grafana().toString()));
        keys.putAll(Map.of(
                "object-store.access-key",
                endpoints.s3AccessKey(),
                "object-store.secret-key",
                endpoints.s3SecretKey(),
                "grafana.username",
                Homelab.GRAFANA_USER,
                "grafana.password",
                Homelab.GRAFANA_PASSWORD));
        keys.putAll(Map.of(
                "timeouts.request", deadline,
                // As long as a client that has never got an answer may take for its own start.
                "timeouts.expectation", "90s",
                "timeouts.settle", "1s",
                "timeouts.poll", "200ms",
                "ingestion.lag", "1s",
                "windows.counters", "1s",
                "retention.namespaces.flux-system", "3d",
                "queries.confidence", "60",
                "workload.lines", "20"));
        if (hostile != Component.LOKI) {
            keys.put("gateway.url", endpoints.gateway().toString());
        }
        switch (hostile) {
            case ALLOY -> keys.put("alloy.urls", first(address, endpoints.alloy()));
            case CANARY -> keys.put("canary.urls", first(address, endpoints.canary()));
            case KUBERNETES ->
                keys.put("kubernetes.kubeconfig", kubeconfig(name, address).toString());
            default -> keys.put(hostile.key, address.toString());
        }
        return keys;
    }

    private Path kubeconfig(String name, URI server) throws IOException {
        return Files.writeString(directory.resolve(name.replace(' ', '-') + ".kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: hostile
                clusters: [{name: hostile, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: operator, user: {}}]
                contexts: [{name: hostile, context: {cluster: hostile, user: operator}}]
                """.formatted(
                        server, certificates.authority()));
    }

    private static String first(URI address, List<URI> real) {
        return joined(Stream.concat(Stream.of(address), real.stream().skip(1)).toList());
    }

    private static String joined(List<URI> uris) {
        return uris.stream().map(URI::toString).collect(Collectors.joining(","));
    }

    @Override
    public void close() throws IOException {
        for (HostileProxy proxy : proxies) {
            proxy.close();
        }
        homelab.close();
    }
}
