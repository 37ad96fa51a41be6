package io.logstack.conformance.homelab.loki.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What Loki counts, under its names. A series with labels appears with its first count, one without is there from the start. */
public final class LokiMetrics {
    /** The tenant when authentication is off. */
    public static final String TENANT = "fake";

    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100};

    private final PrometheusRegistry registry = new PrometheusRegistry();

    public final Histogram requests = Histogram.builder()
            .name("loki_request_duration_seconds")
            .help("Time (in seconds) spent serving HTTP requests.")
            .labelNames("method", "route", "status_code", "ws")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    public final Gauge inflight =
            gauge("loki_inflight_requests", "Current number of inflight requests.", "method", "route");
    public final Counter lines = counter(
            "loki_distributor_lines_received_total",
            "The total number of lines received per tenant",
            "aggregated_metric",
            "tenant");
    public final Counter bytes = counter(
            "loki_distributor_bytes_received_total",
            "The total number of uncompressed bytes received per tenant. Includes structured metadata bytes.",
            "aggregated_metric",
            "retention_hours",
            "tenant");
    public final Counter metadataBytes = counter(
            "loki_distributor_structured_metadata_bytes_received_total",
            "The total number of uncompressed bytes received per tenant for entries' structured metadata",
            "aggregated_metric",
            "retention_hours",
            "tenant");
    public final Counter discardedSamples = counter(
            "loki_discarded_samples_total", "The total number of samples that were discarded.", "reason", "tenant");
    public final Counter discardedBytes =
            counter("loki_discarded_bytes_total", "The total number of bytes that were discarded.", "reason", "tenant");
    public final Counter streamsCreated =
            counter("loki_ingester_streams_created_total", "The total number of streams created per tenant.", "tenant");
    public final Counter streamsRemoved =
            counter("loki_ingester_streams_removed_total", "The total number of streams removed per tenant.", "tenant");
    public final Gauge memoryStreams =
            gauge("loki_ingester_memory_streams", "The total number of streams in memory per tenant.", "tenant");
    public final Gauge memoryChunks = gauge("loki_ingester_memory_chunks", "The total number of chunks in memory.");
    public final Counter chunksCreated =
            counter("loki_ingester_chunks_created_total", "The total number of chunks created in the ingester.");
    public final Counter chunksFlushed =
            counter("loki_ingester_chunks_flushed_total", "Total flushed chunks per reason.", "reason");
    public final Counter flushFailures =
            counter("loki_ingester_chunks_flush_failures_total", "Total number of flush failures.");
    public final Counter chunksStored =
            counter("loki_ingester_chunks_stored_total", "Total stored chunks per tenant.", "tenant");
    public final Gauge flushQueue =
            gauge("loki_ingester_flush_queue_length", "The total number of series pending in the flush queue.");
    public final Histogram compressionRatio = Histogram.builder()
            .name("loki_ingester_chunk_compression_ratio")
            .help("Compression ratio of chunks (when stored).")
            .classicOnly()
            .classicLinearUpperBounds(0.75, 2, 10)
            .register(registry);
    public final Histogram chunkBytes = Histogram.builder()
            .name("loki_ingester_chunk_size_bytes")
            .help("Distribution of stored chunk sizes (when stored).")
            .classicOnly()
            .classicExponentialUpperBounds(20_000, 2, 10)
            .register(registry);
    public final Histogram chunkEntries = Histogram.builder()
            .name("loki_ingester_chunk_entries")
            .help("Distribution of stored lines per chunk (when stored).")
            .classicOnly()
            .classicExponentialUpperBounds(200, 2, 9)
            .register(registry);
    public final Counter storedChunks =
            counter("loki_chunk_store_stored_chunks_total", "Total stored chunks per user.", "user");
    public final Counter storedChunkBytes =
            counter("loki_chunk_store_stored_chunk_bytes_total", "Total bytes stored in chunks per user.", "user");
    public final Gauge compactorRunning = gauge(
            "loki_boltdb_shipper_compactor_running",
            "Value will be 1 if compactor is currently running on this instance");
    public final Gauge compactionSucceeded = gauge(
            "loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds",
            "Unix timestamp of the last successful compaction run");
    public final Gauge compactionDuration = gauge(
            "loki_boltdb_shipper_compact_tables_operation_duration_seconds",
            "Time (in seconds) spent in compacting all the tables");
    public final Gauge retentionSucceeded = gauge(
            "loki_compactor_apply_retention_last_successful_run_timestamp_seconds",
            "Unix timestamp of the last successful retention run");
    public final Gauge retentionDuration = gauge(
            "loki_compactor_apply_retention_operation_duration_seconds",
            "Time (in seconds) spent in applying retention");
    /** In seconds. Its series appear with the first chunk that the compactor deletes. */
    public final Histogram chunkDeletion = Histogram.builder()
            .name("loki_boltdb_shipper_retention_sweeper_chunk_deleted_duration_seconds")
            .help("Time (in seconds) spent in deleting chunk")
            .labelNames("status")
            .classicOnly()
            .classicExponentialUpperBounds(0.1, 2, 8)
            .register(registry);

    public final Counter panics = counter("loki_panic_total", "The total number of panic triggered");

    private final Gauge processStart =
            gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.");

    public LokiMetrics(String version) {
        gauge(
                        "loki_build_info",
                        "A metric with a constant '1' value labeled by version, revision, branch, goversion from which loki was"
                                + " built, and the goos and goarch for the build.",
                        "branch",
                        "goarch",
                        "goos",
                        "goversion",
                        "revision",
                        "tags",
                        "version")
                .labelValues("", "amd64", "linux", "simulated", "unknown", "embedded", version)
                .set(1);
        startedAt(Instant.now());
    }

    /** Since when the process runs. */
    public void startedAt(Instant start) {
        processStart.set(start.toEpochMilli() / 1e3);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** Counts what was refused. */
    public void discard(String reason, long samples, long size) {
        discardedSamples.labelValues(reason, TENANT).inc(samples);
        discardedBytes.labelValues(reason, TENANT).inc(size);
    }

    /**
     * Counts a chunk that went to the store.
     *
     * @param reason why it was flushed
     * @param lines bytes of its lines
     * @param size bytes that it takes
     */
    public void stored(String reason, long lines, long size, int entries) {
        chunksFlushed.labelValues(reason).inc();
        chunksStored.labelValues(TENANT).inc();
        storedChunks.labelValues(TENANT).inc();
        storedChunkBytes.labelValues(TENANT).inc(size);
        chunkBytes.observe((double) size);
        chunkEntries.observe(entries);
        compressionRatio.observe((double) lines / size);
    }

    /** The page, in Prometheus' text format. */
    public String page() {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(page, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString(StandardCharsets.UTF_8);
    }
}
