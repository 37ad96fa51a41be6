package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What Loki tells of itself. */
final class StatusApi {
    static final String VERSION = "3.4.6";

    private static final List<String> MODULES = List.of(
            "query-scheduler-ring",
            "ingester-querier",
            "store",
            "ingester",
            "querier",
            "query-frontend-tripperware",
            "distributor",
            "cache-generation-loader",
            "server",
            "ring",
            "compactor",
            "memberlist-kv",
            "query-scheduler",
            "rule-evaluator",
            "query-frontend",
            "ruler");

    private final LokiOptions options;
    private final LokiMetrics metrics;
    private final RunningConfiguration configuration;
    /** By the machine's own clock: Loki's may be moved. */
    private volatile long started = System.nanoTime();

    StatusApi(LokiOptions options, LokiMetrics metrics, RunningConfiguration configuration) {
        this.options = options;
        this.metrics = metrics;
        this.configuration = configuration;
    }

    void restarted() {
        started = System.nanoTime();
    }

    private boolean isStarting() {
        return options.faults().active(Fault.LOKI_UNREADY)
                || Duration.ofNanos(System.nanoTime() - started).compareTo(options.readyDelay()) < 0;
    }

    Reply ready() {
        return isStarting()
                ? Reply.text(503, "Ingester not ready: waiting for 15s after being ready\n")
                : Reply.text(200, "ready\n");
    }

    Reply services() {
        StringBuilder text = new StringBuilder();
        for (String module : MODULES) {
            boolean starting = module.equals("ingester") && options.faults().active(Fault.LOKI_UNREADY);
            text.append(module)
                    .append(" => ")
                    .append(starting ? "Starting" : "Running")
                    .append('\n');
        }
        return Reply.text(200, text.toString());
    }

    Reply metrics() {
        String page = metrics.page();
        if (options.faults().active(Fault.LOKI_METRICS_BROKEN)) {
            // In the middle of the last sample.
            String trimmed = page.stripTrailing();
            page = trimmed.substring(0, trimmed.lastIndexOf(' ') - 1);
        }
        return Reply.of(200, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores", page);
    }

    Reply config(int port) {
        return Reply.text(200, configuration.yaml(port));
    }

    Reply buildInfo() {
        return Answers.json("application/json", 200, json -> {
            json.writeStartObject();
            json.writeStringProperty("version", VERSION);
            json.writeStringProperty("revision", "");
            json.writeStringProperty("branch", "");
            json.writeStringProperty("buildUser", "");
            json.writeStringProperty("buildDate", Instant.EPOCH.toString());
            json.writeStringProperty("goVersion", "");
            json.writeEndObject();
        });
    }
}
