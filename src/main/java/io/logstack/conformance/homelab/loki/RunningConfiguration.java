package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.logql.Durations;
import io.logstack.conformance.homelab.loki.store.Encoding;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Collectors;

/** What {@code /config} prints: YAML, limits in Prometheus' shortest durations, other durations in Go's, secrets masked. */
final class RunningConfiguration {
    private final LokiOptions options;
    private final EffectiveRetention retention;

    RunningConfiguration(LokiOptions options, EffectiveRetention retention) {
        this.options = options;
        this.retention = retention;
    }

    String yaml(int port) {
        LokiLimits limits = options.limits();
        LokiLimits.Rate rate =
                options.faults().active(Fault.PUSH_THROTTLED) ? LokiLimits.THROTTLED : limits.ingestionRate();
        return """
                target: all
                auth_enabled: false
                http_prefix: ""
                server:
                  http_listen_address: 127.0.0.1
                  http_listen_port: %d
                common:
                  path_prefix: /var/loki
                  storage:
                %s  replication_factor: 1
                ingester:
                  chunk_encoding: %s
                  chunk_idle_period: 30m0s
                  max_chunk_age: %s
                  flush_check_period: %s
                storage_config:
                %sschema_config:
                  configs:
                  - from: "2024-04-01"
                    store: tsdb
                    object_store: %s
                    schema: v13
                    index:
                      path_prefix: index/
                      prefix: index_
                      period: 1d
                compactor:
                  working_directory: /var/loki/compactor
                  compaction_interval: %s
                  retention_enabled: %s
                  retention_delete_delay: 0s
                  delete_request_store: %s
                limits_config:
                  ingestion_rate_mb: %s
                  ingestion_burst_size_mb: %s
                  max_label_name_length: %d
                  max_label_value_length: %d
                  max_label_names_per_series: %d
                  reject_old_samples: true
                  reject_old_samples_max_age: %s
                  creation_grace_period: %s
                  max_line_size: %dKB
                  discover_log_levels: true
                  max_query_series: %d
                  max_query_length: %s
                  max_entries_limit_per_query: %d
                  retention_period: %s
                %s  volume_enabled: %s
                """.formatted(
                options.port() == 0 ? port : options.port(),
                storage("    "),
                Encoding.of(options.faults()).label(),
                Durations.goText(limits.outOfOrderWindow().multipliedBy(2).toNanos()),
                Durations.goText(options.flushInterval().toNanos()),
                storage("  "),
                options.s3() == null ? "filesystem" : "s3",
                Durations.goText(options.compactionInterval().toNanos()),
                retention.isEnabled(),
                options.s3() == null ? "filesystem" : "s3",
                megabytes(rate.perSecond()),
                megabytes(rate.burst()),
                limits.maxLabelNameLength(),
                limits.maxLabelValueLength(),
                limits.maxLabelNames(),
                shortest(limits.rejectOldSamplesMaxAge()),
                shortest(limits.creationGracePeriod()),
                limits.maxLineSize() >> 10,
                limits.maxQuerySeries(),
                shortest(limits.maxQueryLength()),
                limits.maxEntriesPerQuery(),
                shortest(retention.period()),
                streamRules(),
                !options.faults().active(Fault.VOLUME_UNAVAILABLE));
    }

    /** The store's section, as {@code common.storage} and {@code storage_config} name it. */
    private String storage(String indent) {
        S3Access s3 = options.s3();
        if (s3 == null) {
            return (indent + "filesystem:\n" + indent + "  chunks_directory: /var/loki/chunks\n");
        }
        String name = indent.length() == 4 ? "s3" : "aws";
        return indent + name + ":\n"
                + indent + "  endpoint: " + s3.configured() + "\n"
                + indent + "  region: " + s3.region() + "\n"
                + indent + "  bucketnames: " + s3.bucket() + "\n"
                + indent + "  access_key_id: " + s3.accessKey() + "\n"
                + indent + "  secret_access_key: '********'\n"
                + indent + "  s3forcepathstyle: true\n";
    }

    private String streamRules() {
        if (retention.rules().isEmpty()) {
            return "";
        }
        return "  retention_stream:\n"
                + retention.rules().stream()
                        .map(rule -> "  - period: " + shortest(rule.period()) + "\n    priority: " + rule.priority()
                                + "\n    selector: '" + rule.selector() + "'\n")
                        .collect(Collectors.joining());
    }

    private static String megabytes(long bytes) {
        return BigDecimal.valueOf(bytes)
                .divide(BigDecimal.valueOf(1 << 20))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String shortest(Duration duration) {
        return Durations.shortest(duration.toNanos());
    }
}
