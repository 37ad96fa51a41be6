package io.logstack.conformance.expectations.ingestion;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import io.logstack.conformance.profile.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one probe's line.
 *
 * @param started when the container that wrote it started, to the second
 * @param waitsFor why it has not, otherwise
 * @param lag from there to the first sight in Loki; where the start is unknown, from when the pod was asked for, which is
 *     longer
 * @param wrongLabels labels that are not as the pod's, with what they should be
 */
record Collected(
        ProbePod probe,
        Optional<Instant> started,
        String waitsFor,
        Optional<Arrivals.Arrival> arrival,
        Optional<Duration> lag,
        Map<String, String> wrongLabels,
        Duration limit) {

    /** @param created when the pod was asked for: it started then at the earliest, whatever its truncated seconds say */
    static Collected of(
            ProbePod probe, @Nullable Pod pod, Instant created, Arrivals arrivals, String namespace, Duration limit) {
        Optional<Arrivals.Arrival> arrival = arrivals.of(probe);
        Optional<Instant> started = Optional.ofNullable(pod)
                .flatMap(RestrictedPod::started)
                .map(start -> start.isBefore(created) ? created : start);
        Map<String, String> wrong = new TreeMap<>(
                Map.of("namespace", namespace, "pod", probe.name(), "container", RestrictedPod.CONTAINER));
        arrival.ifPresent(seen -> wrong.entrySet()
                .removeIf(label -> label.getValue().equals(seen.labels().get(label.getKey()))));
        return new Collected(
                probe,
                started,
                pod == null ? "it does not exist" : RestrictedPod.waitsFor(pod),
                arrival,
                arrival.map(seen -> Duration.between(started.orElse(created), seen.at())),
                arrival.isPresent() ? wrong : Map.of(),
                limit);
    }

    void record(Evidence evidence, String address, Duration limit) {
        evidence.measured(
                "time from stdout to a query's answer, " + probe.node(),
                lag.map(time -> (Object) (time.toMillis() / 1000.0))
                        .orElse(started.isPresent() ? "not arrived" : "not started"),
                "seconds",
                "<= " + Durations.text(limit),
                address);
        arrival.ifPresent(seen -> evidence.measured(
                "labels of the line from " + probe.node(),
                new TreeMap<>(seen.labels()).toString(),
                "",
                "namespace, pod and container of its pod",
                address));
    }

    /** What is to be held against the stack; empty where the probe never started. */
    Optional<Finding> finding(String address) {
        if (arrival.isEmpty() && started.isEmpty()) {
            return Optional.empty();
        }
        String expected = "the line of " + probe.name() + " on " + probe.node() + " within " + Durations.text(limit)
                + " under the labels of its pod";
        List<String> troubles = troubles();
        return Optional.of(new Finding(troubles.isEmpty(), expected, String.join(" and ", troubles), address));
    }

    /** Why nothing is known of this node, or of how long it took there, or empty. */
    Optional<String> unknown() {
        if (started.isPresent()) {
            return Optional.empty();
        }
        return arrival.isEmpty()
                ? Optional.of(probe.node() + ": " + waitsFor)
                : lag.filter(this::isLate)
                        .map(time -> probe.node() + ": the line came " + Durations.text(time)
                                + " after its pod was asked for, and when that started is unknown");
    }

    private boolean isLate(Duration time) {
        return time.compareTo(limit) > 0;
    }

    private List<String> troubles() {
        if (arrival.isEmpty()) {
            return List.of("no such line");
        }
        Optional<String> late = lag.filter(time -> started.isPresent() && isLate(time))
                .map(time -> "that it took " + Durations.text(time));
        Optional<String> wrong = wrongLabels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the labels " + new TreeMap<>(arrival.get().labels()) + ", which should have " + wrongLabels);
        return java.util.stream.Stream.of(late, wrong).flatMap(Optional::stream).toList();
    }
}
