package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.alloy.AlloyOptions;
import io.logstack.conformance.homelab.alloy.AlloyPast;
import io.logstack.conformance.homelab.alloy.EmbeddedAlloy;
import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.controller.RunningPod;
import io.logstack.conformance.homelab.prometheus.Past;
import io.logstack.conformance.homelab.workloads.Container;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The Alloys that run now, each for as long as its pod. How far a node's lines were read outlives the pod, as the positions
 * file on the node does.
 */
final class Alloys implements AutoCloseable {
    private static final Duration DISCOVERY = Duration.ofMillis(600);
    private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);
    private static final int MAX_RETRIES = 10;

    private final HomelabOptions options;
    private final Faults faults;
    private final Threads threads;
    private final PrometheusHistory history;
    private final Past past;
    private final String container;
    private final URI push;
    private final PodLogs logs;
    private final String afflictedNode;
    private final Function<PodLine, Container> containers;
    private final Map<RunningPod, Running> running = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> positions = new ConcurrentHashMap<>();

    private record Running(EmbeddedAlloy alloy, FileReading reading) {}

    /**
     * @param container that they run in
     * @param afflictedNode where the faults are that concern one Alloy
     * @param containers what wrote a line
     */
    Alloys(
            HomelabOptions options,
            Faults faults,
            Threads threads,
            PrometheusHistory history,
            String container,
            URI gateway,
            PodLogs logs,
            String afflictedNode,
            Function<PodLine, Container> containers) {
        this.options = options;
        this.faults = faults;
        this.threads = threads;
        this.history = history;
        this.container = container;
        this.push = URI.create(gateway + "/loki/api/v1/push");
        this.past = history.past(() -> AlloyPast.of(push, history.steps(), PrometheusHistory.STEP));
        this.logs = logs;
        this.afflictedNode = afflictedNode;
        this.containers = containers;
    }

    void start(RunningPod pod) {
        boolean first = !positions.containsKey(pod.node());
        AtomicLong position = positions.computeIfAbsent(pod.node(), node -> new AtomicLong());
        EmbeddedAlloy alloy = EmbeddedAlloy.start(
                new AlloyOptions(
                        pod.node(),
                        pod.name(),
                        pod.node().equals(afflictedNode),
                        0,
                        push,
                        options.pacing().alloyBatch(),
                        MIN_BACKOFF,
                        MAX_BACKOFF,
                        MAX_RETRIES,
                        options.pacing().ingestionLag(),
                        faults,
                        history.past(pod.pod(), past),
                        line -> print(pod, line)),
                threads.executor(),
                threads.scheduler());
        FileReading reading = new FileReading(
                logs,
                pod.node(),
                position,
                line -> alloy.read(line.at(), StreamLabels.of(containers.apply(line)), line.text()));
        running.put(pod, new Running(alloy, reading));
        if (first) {
            reading.begin();
        } else {
            // Until an Alloy has found out what there is to read, its node writes on.
            boolean forgetful =
                    faults.active(Fault.ALLOY_DOES_NOT_RESUME) && pod.node().equals(afflictedNode);
            reading.beginAfter(DISCOVERY, threads.scheduler(), forgetful);
        }
    }

    private void print(RunningPod pod, String line) {
        if (!options.quiet() && !faults.active(Fault.INGESTION_SILENT)) {
            pod.print(container, line);
        }
    }

    /** Stops reading at once, and sends what was read before it ends, as far as the gateway takes it. */
    void stop(RunningPod pod) {
        Running stopped = running.remove(pod);
        if (stopped != null) {
            stopped.reading().close();
            threads.executor().execute(() -> {
                stopped.alloy().drain();
                stopped.alloy().close();
            });
        }
    }

    List<EmbeddedAlloy> all() {
        List<EmbeddedAlloy> alloys = new ArrayList<>();
        running.values().forEach(each -> alloys.add(each.alloy()));
        alloys.sort(Comparator.comparing(EmbeddedAlloy::node));
        return alloys;
    }

    Optional<URI> of(String pod) {
        return all().stream()
                .filter(alloy -> alloy.pod().equals(pod))
                .map(EmbeddedAlloy::uri)
                .findFirst();
    }

    @Override
    public void close() {
        running.values().forEach(each -> {
            each.reading().close();
            each.alloy().close();
        });
        running.clear();
    }
}
