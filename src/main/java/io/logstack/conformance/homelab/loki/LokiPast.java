package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.Utf8;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import io.logstack.conformance.homelab.loki.store.Chunks;
import io.logstack.conformance.homelab.loki.store.Encoding;
import io.logstack.conformance.homelab.prometheus.Past;
import io.logstack.conformance.stack.LogStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a Loki counted before the homelab was started, of clients that keep a real one's pace. The faults that show in it are
 * those about what a stack does over a longer time; all others begin with the homelab. Entries' structured metadata is left
 * out.
 */
public final class LokiPast implements Past.Life {
    private static final Duration AGE = Duration.ofDays(2);
    /** A canary's line, as long as the real one's is by default. */
    private static final int CANARY_BYTES = 100;
    /** Series that wait to be flushed when a round of flushing has just begun. */
    private static final int PENDING = 6;

    private final LokiMetrics metrics = new LokiMetrics(StatusApi.VERSION);
    private final Random random = new Random(1);
    private final Traffic traffic;
    private final Duration step;
    private final Faults faults;
    private final Duration slowness;
    private @Nullable List<Chunk> chunks;

    private LokiPast(Traffic traffic, Duration step, Faults faults, Duration slowness) {
        this.traffic = traffic;
        this.step = step;
        this.faults = faults;
        this.slowness = slowness;
        metrics.startedAt(Instant.now().minus(AGE));
    }

    /**
     * Who asks what of it.
     *
     * @param agents Alloys, each of which pushes once a second
     * @param canaries each of which pushes once a second
     * @param spotChecks queries of each canary in a step
     * @param quickQueries queries of the operator's in a step, over minutes
     * @param longQueries the same, over a day
     * @param logged what the agents push over some steps, a stream for each container: a chunk of each
     * @param chunkSteps over how many steps
     */
    public record Traffic(
            int agents,
            int canaries,
            int spotChecks,
            int quickQueries,
            int longQueries,
            Supplier<List<LogStream>> logged,
            int chunkSteps) {}

    /** A chunk of one container's lines. */
    private record Chunk(int lines, long bytes, Chunks.Encoded encoded) {}

    /**
     * A past of so many scrapes.
     *
     * @param step between two of them
     * @param slowness by which {@link Fault#SLOW_P95} lengthens a query
     */
    public static Past of(Traffic traffic, int steps, Duration step, Faults faults, Duration slowness) {
        LokiPast past = new LokiPast(traffic, step, faults, slowness);
        return Past.of(steps, step, past, past.metrics::page);
    }

    @Override
    public void live(int number) {
        answerQueries();
        takePushes();
        flush(number);
    }

    private void answerQueries() {
        for (int i = 0; i < traffic.quickQueries(); i++) {
            answered("GET", "loki_api_v1_query_range", 200, 0.005 + 0.075 * random.nextDouble());
        }
        for (int i = 0; i < traffic.longQueries(); i++) {
            if (faults.active(Fault.ERROR_RATE)) {
                answered("GET", "loki_api_v1_query_range", 429, 0.002);
            } else {
                double slower = faults.active(Fault.SLOW_P95) ? slowness.toMillis() / 1e3 : 0;
                answered("GET", "loki_api_v1_query_range", 200, 0.05 + 0.5 * random.nextDouble() + slower);
            }
        }
        for (int i = 0; i < traffic.canaries() * traffic.spotChecks(); i++) {
            answered("GET", "loki_api_v1_query_range", 200, 0.004);
        }
        answered("GET", "ready", 200, 0.001);
        answered("GET", "metrics", 200, 0.01);
    }

    private void takePushes() {
        long seconds = step.toSeconds();
        for (int i = 0; i < (traffic.agents() + traffic.canaries()) * seconds; i++) {
            answered("POST", "loki_api_v1_push", 204, 0.003 + 0.01 * random.nextDouble());
        }
        long lines = traffic.canaries() * seconds;
        long bytes = lines * CANARY_BYTES;
        for (Chunk chunk : chunks()) {
            lines += chunk.lines() / traffic.chunkSteps();
            bytes += chunk.bytes() / traffic.chunkSteps();
        }
        metrics.lines.labelValues("false", LokiMetrics.TENANT).inc(lines);
        metrics.bytes.labelValues("false", "168", LokiMetrics.TENANT).inc(bytes);
    }

    private void flush(int number) {
        boolean round = number % traffic.chunkSteps() == traffic.chunkSteps() - 1;
        if (round) {
            for (Chunk chunk : chunks()) {
                metrics.stored(
                        "max_age",
                        chunk.encoded().ref().bytes(),
                        chunk.encoded().body().length,
                        chunk.lines());
            }
        }
        int waiting = faults.active(Fault.BACKLOG_GROWING) ? PENDING * number / 2 : 0;
        metrics.flushQueue.set(waiting + (round ? PENDING : 0));
    }

    private List<Chunk> chunks() {
        List<Chunk> known = chunks;
        if (known == null) {
            known = traffic.logged().get().stream()
                    .filter(stream -> !stream.entries().isEmpty())
                    .map(stream -> chunk(stream, Encoding.of(faults)))
                    .toList();
            chunks = known;
        }
        return known;
    }

    private static Chunk chunk(LogStream stream, Encoding encoding) {
        List<Entry> entries = new ArrayList<>(stream.entries().size());
        long bytes = 0;
        for (var entry : stream.entries()) {
            entries.add(new Entry(entry.timestamp(), entry.line(), Labels.NONE));
            bytes += Utf8.length(entry.line());
        }
        return new Chunk(entries.size(), bytes, Chunks.encode(Labels.of(stream.labels()), entries, encoding));
    }

    private void answered(String method, String route, int status, double seconds) {
        metrics.requests
                .labelValues(method, route, Integer.toString(status), "false")
                .observe(seconds);
    }
}
