package io.logstack.conformance.expectations.traffic;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus scraped within a window that ended when the run began. Loki's counters do not tell one client from
 * another, and a run asks and sends more in a minute than many an operator in an hour: whatever is to be said of the operator's
 * traffic by them has to be read from the time before. The canaries are there all the time, and count for themselves what
 * they do: see {@link CanaryTraffic}. An earlier run of the suite within the window counts as the operator's.
 */
public final class BeforeTheRun {
    private final Prometheus prometheus;
    private final String loki;
    private final Duration window;
    private final Instant end;

    private BeforeTheRun(Prometheus prometheus, String loki, Duration window, Instant end) {
        this.prometheus = prometheus;
        this.loki = loki;
        this.window = window;
        this.end = end;
    }

    /**
     * The window of a run, once Prometheus knows Loki.
     *
     * @param window how long before the run it began
     * @throws InconclusiveException when Prometheus scraped no Loki within it
     */
    public static BeforeTheRun of(Prometheus prometheus, Workload workload, Profile profile, Duration window) {
        String loki = profile.prometheus().lokiMatchers();
        new Look(profile)
                .until(
                        "Prometheus knows Loki",
                        profile.timeouts().settle(),
                        () -> prometheus.instant("up{" + loki + "}", Instant.now()),
                        found -> !found.isEmpty());
        BeforeTheRun before = new BeforeTheRun(prometheus, loki, window, workload.begun());
        if (before.ask("count_over_time(up{" + loki + "}" + range(window) + ")").isEmpty()) {
            throw new InconclusiveException(
                    "Prometheus at " + prometheus.address() + " scraped no Loki by up{" + loki + "} within the "
                            + Durations.text(window) + " before the run.",
                    before.fullFrom());
        }
        return before;
    }

    public Duration window() {
        return window;
    }

    /** When the run began. */
    public Instant end() {
        return end;
    }

    /** From when a run that begins has a window that is full. */
    public Instant fullFrom() {
        return end.plus(window);
    }

    /** From when a run that begins has a full window, or null when this one is full: then it takes traffic, not time. */
    public @Nullable Instant fullerFrom() {
        return isFull() ? null : fullFrom();
    }

    /** What to throw where the window is not full, so that what is missing in it need not be owed yet. */
    public InconclusiveException tooShort(String found) {
        return new InconclusiveException(
                "Prometheus has scraped Loki for less than the " + Durations.text(window)
                        + " before the run, and found " + found + " in it.",
                fullFrom());
    }

    /** Whether Prometheus scraped Loki when the window began already. */
    public boolean isFull() {
        return !prometheus.instant("up{" + loki + "}", end.minus(window)).isEmpty();
    }

    /** A selector of Loki's series. */
    public String ofLoki(String metric, String... matchers) {
        return metric + "{" + loki + (matchers.length == 0 ? "" : "," + String.join(",", matchers)) + "}";
    }

    /** Whether a selector had a sample within the window. */
    public boolean has(String selector) {
        return !ask("count(count_over_time(" + selector + range(window) + "))").isEmpty();
    }

    /**
     * How much the counters of a selector went up within the window, restarts allowed for, in all; empty where they are
     * absent or no numbers.
     */
    public OptionalDouble increase(String selector) {
        return ask("sum(increase(" + selector + range(window) + "))").stream()
                .mapToDouble(Sample::value)
                .filter(Double::isFinite)
                .findFirst();
    }

    /** The same by a label, {@code NaN} where a counter is. */
    public List<Sample> increaseBy(String label, String selector) {
        return ask("sum by (" + label + ") (increase(" + selector + range(window) + "))");
    }

    /**
     * Answers of an expression over parts of the window, oldest part first.
     *
     * @param parts how many parts of the same length
     * @param ofRange makes the expression of the selector with its range
     */
    public List<List<Sample>> inParts(int parts, String selector, UnaryOperator<String> ofRange) {
        Duration part = window.dividedBy(parts);
        return IntStream.rangeClosed(1, parts)
                .mapToObj(number -> prometheus.instant(
                        ofRange.apply(selector + range(part)), end.minus(part.multipliedBy(parts - number))))
                .toList();
    }

    /** How much the counters of a selector went up in parts of the window, each for itself, oldest part first. */
    public List<List<Sample>> increaseInParts(int parts, String selector) {
        return inParts(parts, selector, range -> "increase(" + range + ")");
    }

    /** Where it was read, for evidence. */
    public String source(String selector) {
        return prometheus.address() + " by " + selector + " in the " + Durations.text(window) + " before " + end;
    }

    private List<Sample> ask(String promql) {
        return prometheus.instant(promql, end);
    }

    private static String range(Duration length) {
        return "[" + length.toMillis() + "ms]";
    }
}
