package io.logstack.conformance.live;

import io.logstack.conformance.homelab.Endpoints;
import io.logstack.conformance.homelab.Homelab;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A homelab as the live tier sees a cluster: by kubeconfig, and by the URLs of its parts. */
final class LiveHomelab implements AutoCloseable {
    static final Path PROFILE = Path.of("profiles", "live.yaml");

    private final Homelab homelab;
    private final Path kubeconfig;

    /** @param directory where the kubeconfig is written */
    LiveHomelab(HomelabOptions options, Path directory) throws IOException {
        this.homelab = Homelab.start(options);
        this.kubeconfig = directory.resolve("kubeconfig-" + homelab.name());
        Files.writeString(kubeconfig, homelab.kubernetes().kubeconfig());
    }

    Homelab homelab() {
        return homelab;
    }

    /** What the live profile has to be told to judge it, by full name, with short waits. */
    Map<String, String> properties(String safety) {
        Endpoints parts = homelab.endpoints();
        Map<String, String> all = new TreeMap<>();
        all.put("logstack.kubernetes.kubeconfig", kubeconfig.toString());
        all.put("logstack.kubernetes.context", "homelab");
        all.put("logstack.safety", safety);
        if (safety.equals("disrupt")) {
            all.put("logstack.disrupt", "homelab");
        }
        all.put("logstack.loki.url", parts.loki().toString());
        all.put("logstack.gateway.url", parts.gateway().toString());
        all.put("logstack.object-store.url", parts.s3().toString());
        all.put("logstack.prometheus.url", parts.prometheus().toString());
        all.put("logstack.grafana.url", parts.grafana().toString());
        all.put("logstack.grafana.username", Homelab.GRAFANA_USER);
        all.put("logstack.grafana.password", Homelab.GRAFANA_PASSWORD);
        all.put("logstack.alloy.urls", joined(parts.alloy()));
        all.put("logstack.canary.urls", joined(parts.canary()));
        all.put("logstack.retention.namespaces.flux-system", "3d");
        all.put("logstack.windows.counters", "2200ms");
        all.put("logstack.queries.confidence", "60");
        all.put("logstack.ingestion.lag", "10s");
        all.put("logstack.timeouts.settle", "10s");
        all.put("logstack.timeouts.expectation", "40s");
        all.put("logstack.timeouts.recovery", "30s");
        all.put("logstack.timeouts.poll", "100ms");
        return all;
    }

    /** The same, reaching all parts through the API server. */
    Profile forwardedProfile(String safety) {
        Map<String, String> all = properties(safety);
        all.keySet().removeIf(key -> key.endsWith(".url") || key.endsWith(".urls"));
        return Profiles.load(PROFILE, Map.of(), all);
    }

    Profile profile(String safety) {
        return Profiles.load(PROFILE, Map.of(), properties(safety));
    }

    @Override
    public void close() {
        homelab.close();
    }

    private static String joined(List<URI> uris) {
        return uris.stream().map(URI::toString).collect(Collectors.joining(","));
    }
}
