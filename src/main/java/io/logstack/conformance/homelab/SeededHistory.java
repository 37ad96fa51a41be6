package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.alloy.EmbeddedAlloy;
import io.logstack.conformance.homelab.workloads.Container;
import io.logstack.conformance.homelab.workloads.History;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The workloads' history as Loki's streams. */
final class SeededHistory {
    /** The runbook's alert comes after ten minutes without logs; a silence must be longer than that. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    /** Longer than any window within which lines must arrive, and shorter than that alert. */
    private static final Duration STOPPED = Duration.ofMinutes(6);

    private SeededHistory() {}

    static List<LogStream> of(HomelabOptions options, List<Container> containers, Faults faults) {
        Instant now = Instant.now();
        Instant birth = now.minus(options.age());
        Map<Container, List<LogEntry>> entries = new LinkedHashMap<>();
        Map<Duration, List<Container>> byGap =
                containers.stream().collect(Collectors.groupingBy(container -> gap(container, faults)));
        byGap.forEach((gap, alike) -> History.write(
                alike, options.seed(), now.minus(gap), options.retention(), options.retentionSlack(), line -> {
                    if (!line.at().isBefore(birth)) {
                        entries.computeIfAbsent(line.container(), container -> new ArrayList<>())
                                .add(new LogEntry(LogQuery.nanos(line.at()), line.text()));
                    }
                }));
        return entries.entrySet().stream()
                .map(stream -> new LogStream(StreamLabels.of(stream.getKey()), stream.getValue()))
                .toList();
    }

    /** How long before the start the history of a container ends. */
    private static Duration gap(Container container, Faults faults) {
        boolean notCollected = faults.active(Fault.NAMESPACE_NOT_COLLECTED)
                && container.namespace().equals(EmbeddedAlloy.NOT_COLLECTED);
        if (faults.active(Fault.INGESTION_SILENT) || notCollected) {
            return SILENCE;
        }
        return faults.active(Fault.INGESTION_STOPPED) ? STOPPED : Duration.ZERO;
    }
}
