package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.alloy.EmbeddedAlloy;
import io.logstack.conformance.homelab.canary.EmbeddedCanary;
import io.logstack.conformance.homelab.prometheus.Past;
import io.logstack.conformance.homelab.prometheus.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the cluster's ServiceMonitors have Prometheus scrape: Loki, the Alloys and the canaries that run now.
 *
 * @param past of Loki
 */
record ScrapeTargets(URI loki, Past past, Alloys alloys, Canaries canaries, Faults faults)
        implements Supplier<List<Target>> {
    /** Nothing listens there. */
    static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private static final String NAMESPACE = "monitoring";

    @Override
    public List<Target> get() {
        List<Target> targets = new ArrayList<>();
        targets.add(target("loki", "monitoring/loki", "loki-0", "loki", "http-metrics", loki, past));
        boolean closed = faults.active(Fault.SCRAPE_DOWN);
        for (EmbeddedAlloy alloy : alloys.all()) {
            targets.add(
                    target("alloy", "alloy", alloy.pod(), "alloy", "http-metrics", alloy.uri(), closed, alloy.past()));
            closed = false;
        }
        for (EmbeddedCanary canary : canaries.all()) {
            targets.add(target(
                    "loki-canary",
                    "loki-canary",
                    canary.pod(),
                    "loki-canary",
                    "http-metrics",
                    canary.uri(),
                    canary.past()));
        }
        return targets;
    }

    private static Target target(
            String service, String job, String pod, String container, String endpoint, URI uri, Past past) {
        return target(service, job, pod, container, endpoint, uri, false, past);
    }

    /** @param closed whether a policy closes the port to Prometheus */
    private static Target target(
            String service,
            String job,
            String pod,
            String container,
            String endpoint,
            URI uri,
            boolean closed,
            Past past) {
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
                URI.create((closed ? NOWHERE : uri) + "/metrics"),
                past);
    }
}
