package io.logstack.conformance.homelab.loki;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.homelab.loki.LokiUnderTest.Pushed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the embedded Loki counts has the names, types and labels of the recorded page. */
class LokiMetricsTest {
    private static final Path RECORDED = Path.of("fixtures", "exchanges", "loki-3.4.6-metrics.prom");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** What the runbook, the catalogue and the alerts read. */
    private static final List<String> READ = List.of(
            "loki_request_duration_seconds",
            "loki_distributor_lines_received_total",
            "loki_distributor_bytes_received_total",
            "loki_ingester_streams_created_total",
            "loki_ingester_memory_chunks",
            "loki_ingester_memory_streams",
            "loki_ingester_chunks_flushed_total",
            "loki_ingester_chunks_flush_failures_total",
            "loki_ingester_chunk_compression_ratio",
            "loki_ingester_flush_queue_length",
            "loki_chunk_store_stored_chunk_bytes_total",
            "loki_discarded_samples_total",
            "loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds",
            "loki_boltdb_shipper_compactor_running",
            "loki_compactor_apply_retention_last_successful_run_timestamp_seconds",
            "loki_build_info");

    /** A metric family: its type, and the names of labels that its series have, {@code le} included. */
    private record Family(String type, Set<String> labels) {}

    private static Map<String, Family> families(String page) {
        Map<String, Family> families = new TreeMap<>();
        String current = "";
        for (String line : page.split("\n", -1)) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                current = words[2];
                families.put(current, new Family(words[3], new TreeSet<>()));
            } else if (!line.startsWith("#") && line.contains("{")) {
                Matcher label = LABEL.matcher(line.substring(line.indexOf('{')));
                Family family = families.get(current);
                while (family != null && label.find()) {
                    family.labels().add(label.group(1));
                }
            }
        }
        return families;
    }

    @Test
    void everyMetricIsOneOfTheRealOnesWithItsTypeAndLabels() throws Exception {
        Map<String, Family> recorded = families(Files.readString(RECORDED));
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            Map<String, String> labels = Map.of("app", "x");
            loki.push(labels, List.of(new Pushed(Instant.now(), "line")));
            loki.push(labels, List.of(new Pushed(Instant.now().minus(Duration.ofDays(30)), "line")));
            loki.loki.flush();
            loki.loki.compact();
            loki.lines("{app=\"x\"}");
            Map<String, Family> actual = families(Pages.get(loki.loki.uri(), "/metrics"));
            assertThat(actual.keySet()).containsAll(READ);
            assertThat(recorded.keySet()).containsAll(READ);
            actual.forEach((name, family) -> assertThat(family).as(name).isEqualTo(recorded.get(name)));
        }
    }

    @Test
    void discardsAppearWithTheFirstAndFailuresStandAtZero() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.inMemory()) {
            assertThat(Pages.get(loki.loki.uri(), "/metrics")).doesNotContain("loki_discarded_samples_total{");
            assertThat(loki.metric("loki_ingester_chunks_flush_failures_total")).isEqualTo("0");
            loki.push(Map.of("app", "x"), List.of(new Pushed(Instant.now().plus(Duration.ofDays(1)), "x")));
            assertThat(loki.metric("loki_discarded_samples_total{reason=\"too_far_in_future\",tenant=\"fake\"}"))
                    .isEqualTo("1");
        }
    }

    @Test
    void linesStreamsAndBytesAreCounted() throws Exception {
        try (LokiUnderTest loki = LokiUnderTest.onS3()) {
            loki.push(
                    Map.of("app", "x"),
                    List.of(new Pushed(Instant.now(), "12345"), new Pushed(Instant.now(), "67890")));
            loki.push(Map.of("app", "y"), List.of(new Pushed(Instant.now(), "ü")));
            assertThat(loki.metric(
                            "loki_distributor_lines_received_total{aggregated_metric=\"false\",tenant=\"fake\"}"))
                    .isEqualTo("3");
            assertThat(
                            loki.metric(
                                    "loki_distributor_bytes_received_total{aggregated_metric=\"false\",retention_hours=\"168\",tenant=\"fake\"}"))
                    .isEqualTo("12");
            assertThat(loki.metric("loki_ingester_streams_created_total{tenant=\"fake\"}"))
                    .isEqualTo("2");
            assertThat(loki.metric("loki_ingester_memory_chunks")).isEqualTo("2");
            loki.loki.flush();
            assertThat(loki.metric("loki_ingester_memory_chunks")).isEqualTo("0");
            assertThat(loki.metric("loki_ingester_chunks_flushed_total{reason=\"forced\"}"))
                    .isEqualTo("2");
            assertThat(
                            loki.metric(
                                    "loki_request_duration_seconds_count{method=\"POST\",route=\"loki_api_v1_push\",status_code=\"204\",ws=\"false\"}"))
                    .isEqualTo("2");
        }
    }
}
