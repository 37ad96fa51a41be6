package io.logstack.conformance.expectations.ingestion;

import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** When, and under which labels, the lines of a batch of probes were first seen in Loki. */
final class Arrivals {
    /** How far the clocks of node and suite may differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Loki loki;
    private final String namespace;
    private final String batch;
    private final List<ProbePod> probes;
    private final Instant start = Instant.now();
    private final Map<ProbePod, Arrival> seen = new LinkedHashMap<>();

    /** A line's first sight. */
    record Arrival(Instant at, Map<String, String> labels) {}

    Arrivals(Loki loki, String namespace, String batch, List<ProbePod> probes) {
        this.loki = loki;
        this.namespace = namespace;
        this.batch = batch;
        this.probes = probes;
    }

    Optional<Arrival> of(ProbePod probe) {
        return Optional.ofNullable(seen.get(probe));
    }

    /** The probes whose lines have been seen, after one more look. */
    Set<ProbePod> look() {
        look("{namespace=\"" + namespace + "\"}");
        return seen.keySet();
    }

    /** A look for lines that arrived without their namespace, so that they are not called lost. */
    void lookForUnlabelled() {
        if (seen.size() < probes.size()) {
            look("{service_name!=\"\"}");
        }
    }

    private void look(String selector) {
        LogQuery query = LogQuery.backward(
                selector + " |= \"conformance probe " + batch + "\"",
                start.minus(SKEW),
                Instant.now().plus(SKEW),
                probes.size() * 10);
        loki.logs(query)
                .forEach(stream -> stream.entries()
                        .forEach(entry -> probes.stream()
                                .filter(probe -> entry.line().contains(probe.line()))
                                .forEach(probe ->
                                        seen.putIfAbsent(probe, new Arrival(Instant.now(), stream.labels())))));
    }
}
