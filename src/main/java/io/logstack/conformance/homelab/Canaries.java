package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.canary.CanaryOptions;
import io.logstack.conformance.homelab.canary.CanaryPast;
import io.logstack.conformance.homelab.canary.EmbeddedCanary;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import io.logstack.conformance.homelab.prometheus.Past;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The canaries that run now, each for as long as its pod. */
final class Canaries implements AutoCloseable {
    /** The second look comes when the entry must have been flushed. */
    private static final int FLUSHES_UNTIL_SPOT_CHECK = 2;

    private final HomelabOptions options;
    private final Faults faults;
    private final Threads threads;
    private final PrometheusHistory history;
    private final Past past;
    private final String container;
    private final URI loki;
    private final String afflictedNode;
    private final Map<RunningPod, EmbeddedCanary> running = new ConcurrentHashMap<>();

    /**
     * @param container that they run in
     * @param afflictedNode where the faults are that concern one canary
     */
    Canaries(
            HomelabOptions options,
            Faults faults,
            Threads threads,
            PrometheusHistory history,
            String container,
            URI loki,
            String afflictedNode) {
        this.options = options;
        this.faults = faults;
        this.threads = threads;
        this.history = history;
        this.container = container;
        this.past = history.past(() -> CanaryPast.of(history.steps(), PrometheusHistory.STEP));
        this.loki = loki;
        this.afflictedNode = afflictedNode;
    }

    void start(RunningPod pod) {
        Pacing pacing = options.pacing();
        running.put(
                pod,
                EmbeddedCanary.start(
                        new CanaryOptions(
                                pod.name(),
                                pod.node().equals(afflictedNode),
                                !options.quiet(),
                                0,
                                loki,
                                pacing.canaryInterval(),
                                pacing.canaryMissing(),
                                pacing.flush().multipliedBy(FLUSHES_UNTIL_SPOT_CHECK),
                                faults,
                                history.past(pod.pod(), past),
                                line -> print(pod, line)),
                        threads.executor(),
                        threads.scheduler()));
    }

    private void print(RunningPod pod, String line) {
        if (!faults.active(Fault.INGESTION_SILENT)) {
            pod.print(container, line);
        }
    }

    void stop(RunningPod pod) {
        EmbeddedCanary stopped = running.remove(pod);
        if (stopped != null) {
            stopped.close();
        }
    }

    List<EmbeddedCanary> all() {
        List<EmbeddedCanary> canaries = new ArrayList<>(running.values());
        canaries.sort(Comparator.comparing(EmbeddedCanary::pod));
        return canaries;
    }

    Optional<URI> of(String pod) {
        return all().stream()
                .filter(canary -> canary.pod().equals(pod))
                .map(EmbeddedCanary::uri)
                .findFirst();
    }

    @Override
    public void close() {
        running.values().forEach(EmbeddedCanary::close);
        running.clear();
    }
}
