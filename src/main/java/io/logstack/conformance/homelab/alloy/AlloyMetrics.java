package io.logstack.conformance.homelab.alloy;

import io.logstack.conformance.homelab.http.MetricsPage;
import io.logstack.conformance.homelab.http.Reply;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What Alloy counts, under the names and labels of the real one. What it may drop is there as zero from the start. */
final class AlloyMetrics {
    /** Tells of the last load of the configuration. */
    static final String CONFIG_LOADED = "alloy_config_last_load_successful";

    static final String VERSION = "v1.8.3";
    static final String GENERIC = "ingester_error";
    static final String RATE_LIMITED = "rate_limited";

    private static final List<String> REASONS = List.of(GENERIC, RATE_LIMITED, "stream_limited", "line_too_long");
    private static final String WRITE = "loki.write.default";
    private static final String READ = "loki.source.file.pod_logs";
    private static final String PATH = "/";
    private static final int COMPONENTS = 5;
    private static final String NO_TENANT = "";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final String host;
    private final Counter sentEntries;
    private final Counter sentBytes;
    private final Counter encodedBytes;
    private final Counter droppedEntries;
    private final Counter droppedBytes;
    private final Counter retries;
    private final Histogram requests;
    private final Counter readLines;
    private final Counter readBytes;

    /**
     * @param configName of the gauge that tells of the last load of the configuration
     * @param configLoaded whether it went well
     */
    AlloyMetrics(URI push, Supplier<String> configName, BooleanSupplier configLoaded) {
        host = push.getAuthority();
        registry.register(() -> GaugeSnapshot.builder()
                .name(configName.get())
                .help("Config loaded successfully.")
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(configLoaded.getAsBoolean() ? 1 : 0)
                        .build())
                .build());
        sentEntries = written("loki_write_sent_entries_total", "Number of log entries sent to the ingester.", "host");
        sentBytes = written("loki_write_sent_bytes_total", "Number of bytes sent.", "host");
        encodedBytes = written("loki_write_encoded_bytes_total", "Number of bytes encoded and ready to send.", "host");
        droppedEntries = written(
                "loki_write_dropped_entries_total",
                "Number of log entries dropped because failed to be sent to the ingester after all retries.",
                "host",
                "reason",
                "tenant");
        droppedBytes = written(
                "loki_write_dropped_bytes_total",
                "Number of bytes dropped because failed to be sent to the ingester after all retries.",
                "host",
                "reason",
                "tenant");
        retries = written(
                "loki_write_batch_retries_total", "Number of times batches has had to be retried.", "host", "tenant");
        requests = Histogram.builder()
                .name("loki_write_request_duration_seconds")
                .help("Duration of send requests.")
                .labelNames("component_id", "component_path", "host", "status_code")
                .classicOnly()
                .register(registry);
        readLines = read("loki_source_file_read_lines_total", "Number of lines read.");
        readBytes = read("loki_source_file_read_bytes_total", "Number of bytes read.");
        Gauge components = Gauge.builder()
                .name("alloy_component_controller_running_components")
                .help("Total number of running components.")
                .labelNames("controller_id", "controller_path", "health_type")
                .register(registry);
        for (String health : List.of("healthy", "unhealthy", "unknown", "exited")) {
            components.labelValues("", PATH, health).set(health.equals("healthy") ? COMPONENTS : 0);
        }
        Info.builder()
                .name("alloy_build_info")
                .help(
                        "A metric with a constant '1' value labeled by version, revision, branch, goversion from which alloy was built")
                .labelNames("branch", "goversion", "revision", "version")
                .register(registry)
                .addLabelValues("homelab", "", "simulated", VERSION);
        sentEntries.labelValues(WRITE, PATH, host);
        sentBytes.labelValues(WRITE, PATH, host);
        encodedBytes.labelValues(WRITE, PATH, host);
        retries.labelValues(WRITE, PATH, host, NO_TENANT);
        for (String reason : REASONS) {
            droppedEntries.labelValues(WRITE, PATH, host, reason, NO_TENANT);
            droppedBytes.labelValues(WRITE, PATH, host, reason, NO_TENANT);
        }
    }

    private Counter written(String name, String help, String... labels) {
        String[] all = new String[labels.length + 2];
        all[0] = "component_id";
        all[1] = "component_path";
        System.arraycopy(labels, 0, all, 2, labels.length);
        return Counter.builder().name(name).help(help).labelNames(all).register(registry);
    }

    private Counter read(String name, String help) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames("component_id", "component_path", "path")
                .register(registry);
    }

    void lineRead(String path, int bytes) {
        readLines.labelValues(READ, PATH, path).inc();
        readBytes.labelValues(READ, PATH, path).inc(bytes);
    }

    void sent(int entries, int bytes) {
        sentEntries.labelValues(WRITE, PATH, host).inc(entries);
        sentBytes.labelValues(WRITE, PATH, host).inc(bytes);
    }

    void encoded(int bytes) {
        encodedBytes.labelValues(WRITE, PATH, host).inc(bytes);
    }

    void dropped(int entries, int bytes, String reason) {
        CounterDataPoint count = droppedEntries.labelValues(WRITE, PATH, host, reason, NO_TENANT);
        count.inc(entries);
        droppedBytes.labelValues(WRITE, PATH, host, reason, NO_TENANT).inc(bytes);
    }

    void retried() {
        retries.labelValues(WRITE, PATH, host, NO_TENANT).inc();
    }

    /** @param status HTTP status, or -1 when there was no answer */
    void requested(int status, Duration took) {
        requests.labelValues(WRITE, PATH, host, Integer.toString(status)).observe(took.toNanos() / 1e9);
    }

    Reply page() {
        return MetricsPage.of(registry);
    }
}
