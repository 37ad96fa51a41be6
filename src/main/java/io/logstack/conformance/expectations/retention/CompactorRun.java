package io.logstack.conformance.expectations.retention;

import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One kind of work of the compactor, by the metric that holds the time of its last success.
 *
 * @param metric its name; zero until the first success
 * @param last seconds since the epoch; empty where the page has no such metric
 * @param started since when the process runs, where it tells
 * @param interval how often it runs
 * @param allowed how old the last success may be
 */
record CompactorRun(
        String metric,
        OptionalDouble last,
        Optional<Instant> started,
        Instant at,
        Duration interval,
        Duration allowed,
        String source) {
    /** The compactor waits so long after its start before it runs for the first time. */
    private static final Duration FIRST_WAIT = Duration.ofMinutes(10);

    static CompactorRun of(Metrics metrics, String metric, Duration interval, Duration allowed) {
        return new CompactorRun(
                metric,
                metrics.of(metric).stream().mapToDouble(Sample::value).max(),
                metrics.of("process_start_time_seconds").stream()
                        .filter(sample -> Double.isFinite(sample.value()) && sample.value() > 0)
                        .map(sample -> Instant.ofEpochMilli((long) (sample.value() * 1000)))
                        .max(Comparator.naturalOrder()),
                metrics.at(),
                interval,
                allowed,
                metrics.source());
    }

    /** The time of the last success, if there was any. */
    Optional<Instant> succeeded() {
        return last.isPresent() && Double.isFinite(last.getAsDouble()) && last.getAsDouble() > 0
                ? Optional.of(Instant.ofEpochMilli((long) (last.getAsDouble() * 1000)))
                : Optional.empty();
    }

    /** From when a success is due, where there has been none and the process is too young to owe one. */
    Optional<Instant> dueFrom() {
        boolean never = last.isPresent() && last.getAsDouble() == 0;
        return started.filter(start -> never)
                .map(start -> start.plus(FIRST_WAIT).plus(interval).plus(allowed))
                .filter(due -> due.isAfter(at));
    }

    String told() {
        if (last.isEmpty()) {
            return "no such metric";
        }
        if (last.getAsDouble() == 0) {
            return "never since it started";
        }
        return succeeded()
                .map(success -> success + ", "
                        + Durations.text(Duration.ofSeconds(age(success).toSeconds())) + " ago")
                .orElse("the value " + last.getAsDouble());
    }

    Finding recent() {
        return new Finding(
                succeeded()
                        .filter(success -> age(success).compareTo(allowed) <= 0)
                        .isPresent(),
                metric + " within the last " + Durations.text(allowed),
                told(),
                source);
    }

    private Duration age(Instant success) {
        return Duration.between(success, at);
    }
}
