package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.alloy.EmbeddedAlloy;
import io.logstack.conformance.homelab.canary.EmbeddedCanary;
import io.logstack.conformance.homelab.prometheus.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the cluster's ServiceMonitors have Prometheus scrape: Loki, the Alloys and the canaries that run now. */
record ScrapeTargets(URI loki, Alloys alloys, Canaries canaries) implements Supplier<List<Target>> {
    private static final String NAMESPACE = "monitoring";

    @Override
    public List<Target> get() {
        List<Target> targets = new ArrayList<>();
        targets.add(target("loki", "monitoring/loki", "loki-0", "loki", "http-metrics", loki));
        for (EmbeddedAlloy alloy : alloys.all()) {
            targets.add(target("alloy", "alloy", alloy.pod(), "alloy", "http-metrics", alloy.uri()));
        }
        for (EmbeddedCanary canary : canaries.all()) {
            targets.add(
                    target("loki-canary", "loki-canary", canary.pod(), "loki-canary", "http-metrics", canary.uri()));
        }
        return targets;
    }

    private static Target target(String service, String job, String pod, String container, String endpoint, URI uri) {
        return new Target(
                "serviceMonitor/" + NAMESPACE + "/" + service + "/0",
                Map.of(
                        "job", job,
                        "instance", uri.getAuthority(),
                        "namespace", NAMESPACE,
                        "service", service,
                        "pod", pod,
                        "container", container,
                        "endpoint", endpoint),
                URI.create(uri + "/metrics"));
    }
}
