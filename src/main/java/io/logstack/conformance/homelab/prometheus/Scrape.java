package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.homelab.http.PartClient;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.promql.Series;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.MalformedExpositionException;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scrapes one target, time after time. One thread at a time; its last outcome may be read by others. */
final class Scrape {
    private final Target target;
    private final TimeSeriesStore store;
    private final Duration timeout;
    private final Map<Scraped, Exposed> exposed = new HashMap<>();
    private volatile @Nullable Outcome last;

    /** @param error empty when the target is up */
    record Outcome(Instant at, Duration took, String error) {
        boolean up() {
            return error.isEmpty();
        }
    }

    /** A series as the target's page has it. */
    private record Scraped(String name, Map<String, String> labels) {}

    private static final class Exposed {
        private final TimeSeries series;
        private long last = Long.MIN_VALUE;

        Exposed(TimeSeries series) {
            this.series = series;
        }
    }

    Scrape(Target target, TimeSeriesStore store, Duration timeout) {
        this.target = target;
        this.store = store;
        this.timeout = timeout;
    }

    Target target() {
        return target;
    }

    /** How the last scrape went, or null before the first. */
    @Nullable
    Outcome last() {
        return last;
    }

    void run() {
        List<Metrics> past = last == null ? target.past().before(Instant.now()) : List.of();
        Instant at = Instant.now();
        long started = System.nanoTime();
        Map<String, List<Sample>> samples = Map.of();
        String error = "";
        try {
            samples = read().samples();
        } catch (IOException | MalformedExpositionException e) {
            error = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        // At once, so that nobody takes what was for what is.
        synchronized (store) {
            past.forEach(page -> keep(page.at(), page.samples(), Duration.ZERO, true));
            keep(at, samples, took, error.isEmpty());
        }
        last = new Outcome(at, took, error);
    }

    private void keep(Instant at, Map<String, List<Sample>> samples, Duration took, boolean up) {
        long time = at.toEpochMilli();
        samples.forEach((name, ofName) -> keep(name, ofName, time));
        endSeries(time);
        own("up", time, up ? 1 : 0);
        own("scrape_duration_seconds", time, took.toNanos() / 1e9);
        own("scrape_samples_scraped", time, exposed.size());
    }

    /** Ends every series of a target that is no more. */
    void end() {
        long time = System.currentTimeMillis();
        endSeries(time);
        for (String name : List.of("up", "scrape_duration_seconds", "scrape_samples_scraped")) {
            own(name, time, Series.STALE);
        }
    }

    private Metrics read() throws IOException {
        Reply reply = PartClient.get(target.metrics(), timeout);
        if (reply.status() != 200) {
            throw new IOException("server returned HTTP status " + reply.status());
        }
        return Exposition.parse(target.metrics().toString(), new String(reply.body(), StandardCharsets.UTF_8));
    }

    private void keep(String name, List<Sample> samples, long time) {
        for (Sample sample : samples) {
            Exposed known = exposed.computeIfAbsent(
                    new Scraped(name, sample.labels()),
                    scraped -> new Exposed(store.series(labels(scraped.name(), scraped.labels()))));
            known.last = time;
            store.append(known.series, time, sample.value());
        }
    }

    /** Ends those that were not scraped at this time. */
    private void endSeries(long time) {
        exposed.values().removeIf(known -> {
            boolean gone = known.last != time;
            if (gone) {
                store.append(known.series, time, Series.STALE);
            }
            return gone;
        });
    }

    private void own(String name, long time, double value) {
        store.append(labels(name, Map.of()), time, value);
    }

    /** A scraped label that the target has too is kept under {@code exported_}; an empty label is none. */
    private Map<String, String> labels(String name, Map<String, String> scraped) {
        Map<String, String> labels = new HashMap<>(target.labels());
        scraped.forEach((label, value) -> {
            if (!value.isEmpty()) {
                labels.put(target.labels().containsKey(label) ? "exported_" + label : label, value);
            }
        });
        labels.put(Series.NAME, name);
        return Map.copyOf(labels);
    }
}
