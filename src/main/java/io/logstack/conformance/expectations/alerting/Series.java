package io.logstack.conformance.expectations.alerting;

import io.logstack.conformance.promql.VectorSelector;
import io.logstack.conformance.promql.VectorSelector.Matcher;
import io.logstack.conformance.stack.Prometheus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which series Prometheus has now, and which it may come to have. A series that an application creates when something first
 * happens, such as that of status 500, is absent without fault; one that nothing could ever create is another matter.
 */
final class Series {
    /** Loki's counters whose series are created at the first discard. */
    static final Set<String> LAZY = Set.of("loki_discarded_samples_total", "loki_discarded_bytes_total");

    /** Loki's counters whose series are created when the first chunk is stored. */
    private static final Set<String> WITH_FIRST_CHUNK =
            Set.of("loki_chunk_store_stored_chunk_bytes_total", "loki_chunk_store_stored_chunks_total");

    private final Prometheus prometheus;
    private final Instant at;
    private final Set<String> targetLabels;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    private Series(Prometheus prometheus, Instant at, Set<String> targetLabels) {
        this.prometheus = prometheus;
        this.at = at;
        this.targetLabels = targetLabels;
    }

    /** As they are at a time. */
    static Series read(Prometheus prometheus, Instant at) {
        Set<String> targetLabels = prometheus.instant("up", at).stream()
                .flatMap(sample -> sample.labels().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Series(prometheus, at, targetLabels);
    }

    /** Whether the selector has a series. */
    boolean exist(VectorSelector selector) {
        return known.computeIfAbsent(
                selector.toString(),
                text -> prometheus.instant("count(" + text + ")", at).stream().anyMatch(count -> count.value() > 0));
    }

    /** Whether the metric is there, or is one that comes when it first counts. */
    boolean exposed(VectorSelector selector) {
        return selector.metric().filter(LAZY::contains).isPresent()
                || exist(selector.metric().isPresent() ? selector.with(matcher -> false) : selector);
    }

    /** Whether the metric is not there yet because Loki has stored no chunk yet. */
    boolean notYet(VectorSelector selector) {
        return selector.metric().filter(WITH_FIRST_CHUNK::contains).isPresent()
                && !exposed(selector)
                && prometheus.instant("sum(loki_ingester_chunks_flushed_total)", at).stream()
                        .noneMatch(flushed -> flushed.value() > 0);
    }

    /**
     * Why a selector can never have a series, or empty where it has one or may come to: the labels that a target has are
     * the same for all its series, and no value of theirs will come by itself; of the labels that an application sets, new
     * values do come, new names do not.
     */
    Optional<String> impossible(VectorSelector selector) {
        if (selector.metric().filter(LAZY::contains).isPresent() || exist(selector) || notYet(selector)) {
            return Optional.empty();
        }
        VectorSelector ofTargets = selector.with(matcher -> targetLabels.contains(matcher.label()));
        if (selector.metric().isPresent() && !exist(selector.with(matcher -> false))) {
            return Optional.of("there is no metric " + selector.metric().get());
        }
        if (!exist(ofTargets)) {
            return Optional.of("no target gives " + ofTargets);
        }
        return selector.matchers().stream()
                .filter(matcher -> !targetLabels.contains(matcher.label()) && !matcher.matchesAbsence())
                .filter(matcher -> !exist(ofTargets.and(new Matcher(matcher.label(), "!=", ""))))
                .findFirst()
                .map(matcher -> "no series of " + ofTargets + " has a label " + matcher.label());
    }
}
