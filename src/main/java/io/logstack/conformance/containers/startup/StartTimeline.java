package io.logstack.conformance.containers.startup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a stack was there when, from the start on. Parts come up side by side: safe for use by several threads. */
public final class StartTimeline {
    private static final Logger LOG = LoggerFactory.getLogger(StartTimeline.class);

    private final LongSupplier nanos;
    private final long start;
    private final List<Step> steps = new ArrayList<>();

    /** @param after since the start */
    public record Step(String what, Duration after) {}

    /** Begins now. */
    public StartTimeline() {
        this(System::nanoTime);
    }

    StartTimeline(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Notes what has just come about, such as {@code Loki ready}. */
    public synchronized void reached(String what) {
        Step step = new Step(what, Duration.ofNanos(nanos.getAsLong() - start));
        steps.add(step);
        LOG.info("{} after {}", what, shown(step.after));
    }

    /** In the order in which they came about. */
    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    /** On one line, such as {@code up after 17.2 s (MinIO ready 1.4 s, Loki ready 17.2 s)}. */
    public synchronized String line() {
        if (steps.isEmpty()) {
            return "up at once";
        }
        return "up after " + shown(steps.get(steps.size() - 1).after)
                + steps.stream()
                        .map(step -> step.what + " " + shown(step.after))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String shown(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
