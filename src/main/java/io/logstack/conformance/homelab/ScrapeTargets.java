package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.Layout.Place;
import io.logstack.conformance.homelab.alloy.EmbeddedAlloy;
import io.logstack.conformance.homelab.canary.EmbeddedCanary;
import io.logstack.conformance.homelab.prometheus.Past;
import io.logstack.conformance.homelab.prometheus.Target;
import io.logstack.conformance.homelab.workloads.Program;
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
record ScrapeTargets(
        Layout layout, URI loki, LokiComponents components, Past past, Alloys alloys, Canaries canaries, Faults faults)
        implements Supplier<List<Target>> {
    /** Nothing listens there. */
    static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @Override
    public List<Target> get() {
        List<Target> targets = new ArrayList<>();
        // The chart's own ServiceMonitor puts the namespace before the job's name.
        if (components.isDivided()) {
            components
                    .scraped(past)
                    .forEach(pod -> targets.add(target(
                            pod.place(),
                            pod.place().namespace() + "/" + pod.place().service(),
                            pod.pod(),
                            pod.uri(),
                            false,
                            pod.past())));
        } else {
            Place whole = layout.of(Program.LOKI);
            targets.add(target(
                    whole, whole.namespace() + "/" + whole.service(), whole.workload() + "-0", loki, false, past));
        }
        boolean closed = faults.active(Fault.SCRAPE_DOWN);
        Place alloyed = layout.of(Program.ALLOY);
        for (EmbeddedAlloy alloy : alloys.all()) {
            targets.add(target(alloyed, alloyed.service(), alloy.pod(), alloy.uri(), closed, alloy.past()));
            closed = false;
        }
        Place canary = layout.of(Program.CANARY);
        for (EmbeddedCanary each : canaries.all()) {
            targets.add(target(canary, canary.service(), each.pod(), each.uri(), false, each.past()));
        }
        return targets;
    }

    /** @param closed whether a policy closes the port to Prometheus */
    private static Target target(Place place, String job, String pod, URI uri, boolean closed, Past past) {
        return new Target(
                "serviceMonitor/" + place.namespace() + "/" + place.service() + "/0",
                Map.of(
                        "job", job,
                        "instance", uri.getAuthority(),
                        "namespace", place.namespace(),
                        "service", place.service(),
                        "pod", pod,
                        "container", place.container(),
                        "endpoint", place.portName()),
                URI.create((closed ? NOWHERE : uri) + "/metrics"),
                past);
    }
}
