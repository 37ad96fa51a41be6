package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.canary.CanaryPast;
import io.logstack.conformance.homelab.grafana.Dashboards;
import io.logstack.conformance.homelab.loki.LokiPast;
import io.logstack.conformance.homelab.workloads.Container;
import io.logstack.conformance.homelab.workloads.Workloads;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who asked what of Loki before the start: the same that do so after it. */
final class LokiTraffic {
    /** A chunk is what a container writes within so many steps: two minutes, where a real one takes up to two hours. */
    private static final int CHUNK_STEPS = 8;

    private LokiTraffic() {}

    /**
     * @param containers what writes on its own
     * @param nodes how many have an Alloy and a canary
     */
    static LokiPast.Traffic of(HomelabOptions options, List<Container> containers, int nodes, Faults faults) {
        int refreshes = (int) PrometheusHistory.STEP.dividedBy(Dashboards.REFRESH);
        return new LokiPast.Traffic(
                nodes,
                nodes,
                CanaryPast.SPOT_CHECKS,
                refreshes * Dashboards.quickPanels(),
                refreshes * Dashboards.longPanels(),
                () -> containers.stream()
                        .map(container -> stream(options, container, faults))
                        .toList(),
                CHUNK_STEPS);
    }

    private static LogStream stream(HomelabOptions options, Container container, Faults faults) {
        Duration time = PrometheusHistory.STEP.multipliedBy(CHUNK_STEPS);
        return new LogStream(
                StreamLabels.of(container),
                Workloads.lines(
                                container,
                                faults,
                                options.seed(),
                                Instant.now(),
                                time,
                                options.pacing().linesPerSecond())
                        .stream()
                        .map(line -> new LogEntry(LogQuery.nanos(line.at()), line.text()))
                        .toList());
    }
}
