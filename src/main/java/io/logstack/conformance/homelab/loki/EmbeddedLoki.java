package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import io.logstack.conformance.homelab.loki.push.Distributor;
import io.logstack.conformance.homelab.loki.store.Compactor;
import io.logstack.conformance.homelab.loki.store.Flusher;
import io.logstack.conformance.homelab.loki.store.Store;
import io.logstack.conformance.homelab.loki.store.StoreUnavailableException;
import io.logstack.conformance.homelab.loki.store.WriteAheadLog;
import io.logstack.conformance.stack.LogStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Loki inside this JVM, behind a port of its own. What it is not is told at the package. */
public final class EmbeddedLoki implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLoki.class);
    /** A compactor that has stalled for a day belongs to a process that is older. */
    private static final Duration LONG_RUNNING = Duration.ofDays(2);

    private static final Set<String> GET = Set.of("GET");
    private static final Set<String> GET_POST = Set.of("GET", "POST");

    /** How long a TSDB index head lies on the volume only. */
    private static final Duration INDEX_UPLOAD = Duration.ofMinutes(15);

    private final LokiOptions options;
    private final LokiMetrics metrics = new LokiMetrics(StatusApi.VERSION);
    private final WriteAheadLog log = new WriteAheadLog();
    private final Store store;
    private final Flusher flusher;
    private final Compactor compactor;
    private final StatusApi status;
    private final Distributor distributor;
    private final HttpPart http;
    private final Routes routes;
    private final List<HttpPart> doors = new CopyOnWriteArrayList<>();
    private final List<HttpPart> ingesting = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService loops;
    private final List<ScheduledFuture<?>> looping;
    private volatile boolean stopped;

    private EmbeddedLoki(LokiOptions options) {
        this.options = options;
        EffectiveRetention retention = new EffectiveRetention(options);
        if (options.faults().active(Fault.COMPACTOR_STALLED)) {
            metrics.startedAt(options.clock().instant().minus(LONG_RUNNING));
        }
        this.store = new Store(
                log, options.s3(), metrics, options.limits().outOfOrderWindow().toNanos());
        this.flusher = new Flusher(store, metrics, options.clock(), options.faults());
        this.compactor = new Compactor(store, metrics, options.clock(), retention, options.faults());
        this.status = new StatusApi(options, metrics, new RunningConfiguration(options, retention));
        this.distributor =
                new Distributor(options.limits(), metrics, store, retention, options.clock(), options.faults());
        this.routes = routes(options, distributor);
        this.http = HttpPart.start("Loki", options.port(), options.executor(), routes::handle);
        this.loops = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "loki-" + http.port());
            thread.setDaemon(true);
            return thread;
        });
        this.looping = List.of(
                every(options.flushInterval(), "flush", () -> flusher.flush("max_age")),
                every(options.compactionInterval(), "compaction", compactor::run));
    }

    /** Opens the port and starts flushing and compacting. */
    public static EmbeddedLoki start(LokiOptions options) {
        return new EmbeddedLoki(options);
    }

    private Routes routes(LokiOptions options, Distributor distributor) {
        QueryApi queries = new QueryApi(options, new FaultySource(store, options.faults(), false));
        MetadataApi metadata = new MetadataApi(options, store);
        PushApi push = new PushApi(distributor, options.faults());
        Routes routes = new Routes(metrics, metadata::labelValues);
        routes.add("/loki/api/v1/push", Set.of("POST"), push::push);
        routes.add("/api/prom/push", Set.of("POST"), push::push);
        routes.add("/loki/api/v1/query_range", GET_POST, queries::range);
        routes.add("/loki/api/v1/query", GET_POST, queries::instant);
        routes.add("/loki/api/v1/format_query", GET_POST, queries::format);
        routes.add("/loki/api/v1/labels", GET_POST, metadata::labelNames);
        routes.add("/loki/api/v1/label", GET_POST, metadata::labelNames);
        routes.add("/loki/api/v1/series", GET_POST, metadata::series);
        routes.add("/loki/api/v1/index/stats", GET_POST, metadata::indexStats);
        routes.add("/loki/api/v1/index/volume", GET_POST, metadata::volume);
        routes.add("/loki/api/v1/index/volume_range", GET_POST, metadata::volumeRange);
        routes.add("/loki/api/v1/status/buildinfo", GET, request -> status.buildInfo());
        routes.add("/ready", GET, request -> status.ready());
        routes.add("/services", GET, request -> status.services());
        routes.add("/metrics", GET, request -> status.metrics());
        routes.add("/config", GET, request -> status.config(port()));
        routes.add("/flush", GET_POST, request -> {
            // As the real one: it says that it will, and not how it went.
            tried("flush", options.flushInterval(), this::flush);
            return Reply.empty(204);
        });
        return routes;
    }

    private int port() {
        return http.port();
    }

    /**
     * Opens a port of its own for one of the processes that Loki consists of in mode SimpleScalable; closed with this.
     *
     * @param replica whether it is a further one, to which nothing was sent yet
     */
    public HttpPart open(Component component, boolean replica) {
        HttpPart door = HttpPart.start(
                "Loki " + component.target(),
                0,
                options.executor(),
                request -> component.answer(request, replica ? component::idlePage : component::page, routes::handle));
        doors.add(door);
        if (component == Component.WRITE) {
            ingesting.add(door);
        }
        return door;
    }

    private ScheduledFuture<?> every(Duration interval, String what, Runnable work) {
        return loops.scheduleWithFixedDelay(
                () -> {
                    if (!stopped) {
                        tried(what, interval, work);
                    }
                },
                interval.toNanos(),
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private static void tried(String what, Duration interval, Runnable work) {
        try {
            work.run();
        } catch (StoreUnavailableException e) {
            LOG.debug("the homelab's Loki: {} failed, tried again in {}: {}", what, interval, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the homelab's Loki: {} broke, tried again in {}", what, interval, e);
        }
    }

    public URI uri() {
        return http.uri();
    }

    /**
     * Entries of the past, as if they had been pushed back then: nothing is refused for its age, and the compactor has done
     * its work on them as far as it does it. Each stream must be new.
     */
    public void seed(List<LogStream> streams) {
        distributor.seed(streams);
        tried("compaction", options.compactionInterval(), compactor::run);
    }

    /**
     * Reads the index from S3 now, instead of when it is first needed.
     *
     * @throws StoreUnavailableException when S3 did not play along
     */
    public void readIndex() {
        store.readIndex();
    }

    /**
     * Writes every chunk and an index file to S3, so that memory is empty. Nothing happens without S3.
     *
     * @throws StoreUnavailableException when S3 refused any of it; that stays in memory
     */
    public void flush() {
        flusher.flush(Flusher.FORCED);
    }

    /**
     * One run of the compactor, retention included, now.
     *
     * @throws StoreUnavailableException when S3 did not play along
     */
    public void compact() {
        compactor.run();
    }

    /** Closes the port and stops working, as a process that ends; {@link #restart} brings it back. */
    public void stop() {
        stopped = true;
        http.suspend();
        ingesting.forEach(HttpPart::suspend);
    }

    /** Forgets what is in memory, reads the index back from S3 when it is next asked, and replays its write-ahead log. */
    public void restart() {
        store.restart();
        serveAgain();
    }

    /** As {@link #restart}, on an empty volume: without write-ahead log, and without the index of the last minutes. */
    public void restartOnEmptyVolume() {
        store.restartOnEmptyVolume(options.clock().instant().minus(INDEX_UPLOAD));
        serveAgain();
    }

    /**
     * As {@link #restart}, on a volume that was made for it, after it had come to an orderly end: then the index of all that
     * was flushed has been uploaded, and what was in memory only is gone with the volume before.
     */
    public void restartOnNewVolume() {
        store.restartOnNewVolume();
        serveAgain();
    }

    private void serveAgain() {
        status.restarted();
        stopped = false;
        http.resume();
        ingesting.forEach(HttpPart::resume);
    }

    /** What {@link #restart} replays. */
    public WriteAheadLog log() {
        return log;
    }

    @Override
    public void close() {
        looping.forEach(loop -> loop.cancel(false));
        loops.shutdown();
        doors.forEach(HttpPart::close);
        http.close();
        try {
            if (!loops.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the homelab's Loki still flushes or compacts 5 s after it was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
