package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus scraped of a target before the homelab was started: pages of its exposition. They are the pages of a
 * process that ended then; the counters of the one that is scraped from now on begin anew, which Prometheus takes for a
 * restart. Several targets may have one past. Told apart by identity. Thread-safe.
 */
public final class Past {
    /** Of a target that was not there, or in whose history nothing is of interest. */
    public static final Past NONE = new Past(Duration.ZERO, List::of);

    private final Duration step;
    private final Supplier<List<String>> pages;
    private @Nullable List<String> written;
    private @Nullable List<Metrics> scraped;

    private Past(Duration step, Supplier<List<String>> pages) {
        this.step = step;
        this.pages = pages;
    }

    /** Lives for one step. */
    @FunctionalInterface
    public interface Life {
        /** @param step from 0 */
        void live(int step);
    }

    /**
     * A past that is lived through when it is first asked for.
     *
     * @param steps how many scrapes there were
     * @param step between two of them
     * @param life what happened before each of them
     * @param page what was scraped after it
     */
    public static Past of(int steps, Duration step, Life life, Supplier<String> page) {
        return new Past(step, () -> {
            List<String> pages = new ArrayList<>(steps);
            for (int i = 0; i < steps; i++) {
                life.live(i);
                pages.add(page.get());
            }
            return pages;
        });
    }

    /** The same past, of whose pages one process told only a part. */
    public Past through(UnaryOperator<String> part) {
        return this == NONE
                ? NONE
                : new Past(step, () -> written().stream().map(part).toList());
    }

    private synchronized List<String> written() {
        List<String> known = written;
        if (known == null) {
            known = pages.get();
            written = known;
        }
        return known;
    }

    /**
     * The scrapes, oldest first; the last was a step before the end.
     *
     * @param end when that process ended
     */
    List<Metrics> before(Instant end) {
        List<Metrics> pagesThen = scraped();
        List<Metrics> past = new ArrayList<>(pagesThen.size());
        for (int i = 0; i < pagesThen.size(); i++) {
            Metrics page = pagesThen.get(i);
            Instant at = end.minus(step.multipliedBy(pagesThen.size() - i));
            past.add(new Metrics(page.source(), at, page.families(), page.samples()));
        }
        return past;
    }

    private synchronized List<Metrics> scraped() {
        List<Metrics> known = scraped;
        if (known == null) {
            known = written().stream()
                    .map(page -> Exposition.parse("the past", page))
                    .toList();
            scraped = known;
        }
        return known;
    }
}
