package io.logstack.conformance.homelab.alloy;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.prometheus.Past;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Alloy: reads its node's pods, sends batches to the gateway, serves its metrics. */
public final class EmbeddedAlloy implements AutoCloseable {
    public static final String VERSION = AlloyMetrics.VERSION;

    /** The namespace that {@link Fault#NAMESPACE_NOT_COLLECTED} is about. */
    public static final String NOT_COLLECTED = "flux-system";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedAlloy.class);
    private static final int BATCH_BYTES = 1 << 20;
    private static final int DROPPED_OF = 3;

    private final AlloyOptions options;
    private final AlloyMetrics metrics;
    private final Sender sender;
    private final Queue<Entry> read = new ConcurrentLinkedQueue<>();
    private final HttpPart part;
    private final ScheduledFuture<?> sending;
    private long seen;

    private EmbeddedAlloy(AlloyOptions options, Executor executor, ScheduledExecutorService scheduler) {
        this.options = options;
        this.metrics = new AlloyMetrics(
                options.push(),
                () -> options.faults().active(Fault.METRIC_RENAMED)
                        ? "alloy_config_load_successful"
                        : AlloyMetrics.CONFIG_LOADED,
                () -> !afflicted(Fault.ALERT_FIRING));
        this.sender = new Sender(options, metrics);
        this.part = HttpPart.start("Alloy " + options.pod(), options.port(), executor, this::handle);
        log("now listening for http traffic", "service=http addr=0.0.0.0:12345");
        log("finished complete graph evaluation", "controller_path=/ controller_id=\"\" duration=11.2ms");
        long pause = options.batchWait().toMillis();
        this.sending = scheduler.scheduleWithFixedDelay(this::round, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts.
     *
     * @param executor runs requests
     * @param scheduler starts a round of sending every {@link AlloyOptions#batchWait}
     */
    public static EmbeddedAlloy start(AlloyOptions options, Executor executor, ScheduledExecutorService scheduler) {
        return new EmbeddedAlloy(options, executor, scheduler);
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

    public String node() {
        return options.node();
    }

    /**
     * Takes a line of a pod on its node. Never blocks.
     *
     * @param labels of the pod's stream, as the chart's configuration makes them, {@code namespace}, {@code pod} and
     *     {@code container} among them
     */
    public void read(Instant at, Map<String, String> labels, String line) {
        if (afflicted(Fault.NODE_NOT_COLLECTED)) {
            return;
        }
        if (options.faults().active(Fault.NAMESPACE_NOT_COLLECTED) && NOT_COLLECTED.equals(labels.get("namespace"))) {
            return;
        }
        metrics.lineRead(
                "/var/log/pods/" + labels.get("namespace") + "_" + labels.getOrDefault("pod", "") + "/"
                        + labels.get("container") + "/0.log",
                line.getBytes(StandardCharsets.UTF_8).length + 1);
        read.add(new Entry(at, labels, line));
    }

    private void round() {
        try {
            synchronized (sender) {
                if (sender.idle() && !afflicted(Fault.ALLOY_NOT_SENDING)) {
                    List<Entry> batch = batch();
                    if (!batch.isEmpty()) {
                        sender.take(batch);
                    }
                }
                sender.run();
            }
        } catch (RuntimeException e) {
            // A round that throws would end the schedule without a word.
            LOG.error("{} could not send", options.pod(), e);
        }
    }

    /**
     * Sends what was read so far, as an Alloy does that is told to end: it tries as often as ever, without pauses. What is not
     * taken then is lost.
     */
    public void drain() {
        sending.cancel(false);
        synchronized (sender) {
            sender.insist();
            for (List<Entry> rest = batch(); !rest.isEmpty(); rest = batch()) {
                sender.take(rest);
                sender.insist();
            }
        }
    }

    private List<Entry> batch() {
        Duration held = options.faults().active(Fault.INGESTION_LAG) ? options.lag() : Duration.ZERO;
        Instant newest = Instant.now().minus(held);
        List<Entry> batch = new ArrayList<>();
        int bytes = 0;
        for (Entry next = read.peek();
                next != null
                        && bytes < BATCH_BYTES
                        && (held.isZero() || next.at().isBefore(newest));
                next = read.peek()) {
            read.remove();
            bytes += next.line().length();
            if (afflicted(Fault.ALLOY_DROPPING) && seen++ % DROPPED_OF == 0) {
                metrics.dropped(1, next.line().length(), AlloyMetrics.GENERIC);
            } else {
                batch.add(labelled(next));
            }
        }
        return batch;
    }

    private Entry labelled(Entry entry) {
        if (!options.faults().active(Fault.LABELS_MISSING)) {
            return entry;
        }
        Map<String, String> labels = new LinkedHashMap<>(entry.labels());
        labels.remove("pod");
        return new Entry(entry.at(), labels, entry.line());
    }

    private boolean afflicted(Fault fault) {
        return options.afflicted() && options.faults().active(fault);
    }

    private void log(String message, String rest) {
        options.stdout().accept("ts=" + Instant.now() + " level=info msg=\"" + message + "\" " + rest);
    }

    private Reply handle(Request request) {
        return switch (request.path()) {
            case "/-/ready" -> Reply.text(200, "Alloy is ready.\n");
            case "/-/healthy" -> Reply.text(200, "All Alloy components are healthy.\n");
            case "/metrics" -> metrics.page();
            default -> Reply.text(404, "404 page not found\n");
        };
    }

    @Override
    public void close() {
        sending.cancel(false);
        part.close();
    }
}
