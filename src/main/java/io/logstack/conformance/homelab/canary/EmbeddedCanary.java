package io.logstack.conformance.homelab.canary;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.prometheus.Past;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One canary: writes a stream of its own straight to Loki, reads it back, and serves its metrics. */
public final class EmbeddedCanary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCanary.class);
    private static final int TRIES = 3;
    private static final int LOST_OF = 3;
    private static final String PADDING = " " + "p".repeat(80);

    private final CanaryOptions options;
    private final CanaryMetrics metrics = new CanaryMetrics();
    private final CanaryStream stream;
    private final Comparator comparator;
    private final HttpPart part;
    private final ScheduledFuture<?> rounds;
    private long written;

    private EmbeddedCanary(CanaryOptions options, Executor executor, ScheduledExecutorService scheduler) {
        this.options = options;
        this.stream = new CanaryStream(options.loki(), options.pod());
        this.comparator = new Comparator(metrics, options.missingAfter(), options.spotCheck(), options.stdout());
        this.part = HttpPart.start("canary " + options.pod(), options.port(), executor, this::handle);
        long pause = options.interval().toMillis();
        this.rounds = scheduler.scheduleWithFixedDelay(this::round, 0, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts.
     *
     * @param executor runs requests
     * @param scheduler writes an entry, and looks for those before, every {@link CanaryOptions#interval}
     */
    public static EmbeddedCanary start(CanaryOptions options, Executor executor, ScheduledExecutorService scheduler) {
        return new EmbeddedCanary(options, executor, scheduler);
    }

    public URI uri() {
        return part.uri();
    }

    /** Name of its pod. */
    public String pod() {
        return options.pod();
    }

    /** What Prometheus scraped of it before. */
    public Past past() {
        return options.past();
    }

    private void round() {
        if (!options.writes()) {
            return;
        }
        try {
            long now = now();
            write(now);
            long from = comparator.oldestAwaited(now);
            if (from < now) {
                List<Long> received = read(from, now + 1);
                comparator.received(received, now());
            }
            List<Long> due = comparator.dueForSecondLook(now);
            if (!due.isEmpty()) {
                comparator.secondLook(due, read(due.get(0), due.get(due.size() - 1) + 1));
            }
        } catch (IOException e) {
            // No answer is no evidence of a lost entry: it is looked for again in the next round.
            options.stdout().accept("error querying Loki: " + e.getMessage());
        } catch (RuntimeException e) {
            // A round that throws would end the schedule without a word.
            LOG.error("{} could not write or look", options.pod(), e);
        }
    }

    /** Counted among the spot checks, since the real one's other reads are no queries: it tails its stream. */
    private List<Long> read(long from, long to) throws IOException {
        long began = System.nanoTime();
        try {
            return stream.read(from, to);
        } finally {
            metrics.spotCheckLatency.observe((System.nanoTime() - began) / 1e9);
        }
    }

    private void write(long timestamp) {
        comparator.wrote(timestamp);
        boolean lost = options.afflicted()
                && options.faults().active(Fault.CANARY_MISSING_ENTRIES)
                && written++ % LOST_OF == 0;
        if (lost) {
            return;
        }
        String error = "";
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                stream.write(timestamp, timestamp + PADDING);
                return;
            } catch (IOException e) {
                error = String.valueOf(e.getMessage());
            }
        }
        options.stdout().accept("failed to push entry " + timestamp + ": " + error);
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private Reply handle(Request request) {
        return request.path().equals("/metrics") ? metrics.page() : Reply.text(404, "404 page not found\n");
    }

    @Override
    public void close() {
        rounds.cancel(false);
        part.close();
    }
}
