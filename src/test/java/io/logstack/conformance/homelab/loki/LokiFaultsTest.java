package io.logstack.conformance.homelab.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.loki.LokiUnderTest.Pushed;
import io.logstack.conformance.homelab.loki.store.StoreUnavailableException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault does what it says, and only while it is on. */
class LokiFaultsTest {
    private static final int LINES = 500;

    private final LokiUnderTest loki = LokiUnderTest.onS3();

    @AfterEach
    void close() {
        loki.close();
    }

    @BeforeEach
    void healthy() throws Exception {
        push(Map.of("app", "before"), 20);
        assertThat(loki.lines("{app=\"before\"}")).isEqualTo(numbered(20));
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(LokiFaultsTest::line).toList();
    }

    private static String line(int number) {
        return number % 50 == 0 ? number + " " + "long ".repeat(200) : "line " + number;
    }

    private void push(Map<String, String> labels, int count) throws Exception {
        Instant start = loki.now().minusSeconds(60);
        List<Pushed> entries = new ArrayList<>();
        List<String> lines = numbered(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Pushed(start.plusMillis(i), lines.get(i)));
        }
        assertThat(loki.push(labels, entries).statusCode()).isEqualTo(204);
    }

    private List<String> pushedUnder(Fault fault) throws Exception {
        loki.faults.set(fault, true);
        push(Map.of("app", "x"), LINES);
        return loki.lines("{app=\"x\"} | drop detected_level");
    }

    @Test
    void longMetricQueriesAloneAreTurnedAwayOrSlow() throws Exception {
        loki.faults.set(Fault.ERROR_RATE, true);
        HttpResponse<String> refused = count(Duration.ofHours(24));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("too many outstanding requests");
        assertThat(count(Duration.ofHours(1)).statusCode()).isEqualTo(200);
        assertThat(loki.lines("{app=\"before\"}")).hasSize(20);
        loki.faults.set(Fault.ERROR_RATE, false);
        loki.faults.set(Fault.SLOW_P95, true);
        long began = System.nanoTime();
        assertThat(count(Duration.ofHours(24)).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    private HttpResponse<String> count(Duration range) throws Exception {
        return loki.get(
                "/loki/api/v1/query_range",
                Map.of(
                        "query",
                        "sum(count_over_time({app=\"before\"}[5m]))",
                        "start",
                        Long.toString(LokiUnderTest.nanos(loki.now().minus(range))),
                        "end",
                        Long.toString(LokiUnderTest.nanos(loki.now())),
                        "step",
                        "300"));
    }

    @Test
    void chunksAreStoredAsTheyAreAndReadWhateverTheyWereStoredAs() throws Exception {
        push(Map.of("app", "packed"), LINES);
        loki.loki.flush();
        double packed = ratio();
        assertThat(packed).isGreaterThan(3);
        loki.faults.set(Fault.POOR_COMPRESSION, true);
        assertThat(loki.get("/config", Map.of()).body()).contains("chunk_encoding: none");
        push(Map.of("app", "plain"), LINES);
        loki.loki.flush();
        assertThat(ratio() - packed).isBetween(0.1, 1.0);
        loki.loki.restart();
        assertThat(loki.lines("{app=\"packed\"}")).isEqualTo(numbered(LINES));
        assertThat(loki.lines("{app=\"plain\"}")).isEqualTo(numbered(LINES));
    }

    private double ratio() throws Exception {
        return Double.parseDouble(loki.metric("loki_ingester_chunk_compression_ratio_sum"));
    }

    @Test
    void theFlushQueueGrowsWhereLokiFallsBehindAndEmptiesWhenAskedTo() throws Exception {
        try (LokiUnderTest behind =
                LokiUnderTest.configured(true, options -> options.flushInterval(Duration.ofMillis(500)))) {
            behind.faults.set(Fault.BACKLOG_GROWING, true);
            for (int stream = 0; stream < 40; stream++) {
                behind.push(Map.of("app", "s" + stream), List.of(new Pushed(behind.now(), "line")));
            }
            await("series wait to be flushed")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Double.parseDouble(behind.metric("loki_ingester_flush_queue_length")) > 2);
            behind.loki.flush();
            assertThat(Double.parseDouble(behind.metric("loki_ingester_flush_queue_length")))
                    .isZero();
        }
    }

    @Test
    void someEntriesAreLost() throws Exception {
        assertThat(pushedUnder(Fault.LOKI_LOSES_ENTRIES)).hasSizeLessThan(LINES).isSubsetOf(numbered(LINES));
    }

    @Test
    void someEntriesComeTwice() throws Exception {
        assertThat(pushedUnder(Fault.LOKI_DUPLICATES_ENTRIES))
                .hasSizeGreaterThan(LINES)
                .containsAll(numbered(LINES));
    }

    @Test
    void someNeighboursChangePlaces() throws Exception {
        assertThat(pushedUnder(Fault.LOKI_REORDERS_ENTRIES))
                .containsExactlyInAnyOrderElementsOf(numbered(LINES))
                .isNotEqualTo(numbered(LINES));
    }

    @Test
    void longLinesAreCut() throws Exception {
        List<String> lines = pushedUnder(Fault.LOKI_TRUNCATES_LINES);
        assertThat(lines).hasSize(LINES).isNotEqualTo(numbered(LINES));
        assertThat(lines.get(1)).isEqualTo(line(1));
    }

    @Test
    void onlyTheCanaryAndSyntheticLinesAreKept() throws Exception {
        loki.faults.set(Fault.INGESTION_STOPPED, true);
        push(Map.of("app", "x"), 10);
        push(Map.of("app", "x", "name", "loki-canary"), 10);
        push(Map.of("app", "x", "conformance_run", "r1"), 10);
        assertThat(loki.lines("{app=\"x\"}")).hasSize(20);
        assertThat(loki.lines("{app=\"x\",name=\"\",conformance_run=\"\"}")).isEmpty();
    }

    @Test
    void garbageIsAcknowledged() throws Exception {
        byte[] garbage = "{\"streams\":".getBytes(StandardCharsets.UTF_8);
        assertThat(loki.push("application/json", garbage).statusCode()).isEqualTo(400);
        loki.faults.set(Fault.LOKI_ACCEPTS_GARBAGE, true);
        assertThat(loki.push("application/json", garbage).statusCode()).isEqualTo(204);
        assertThat(loki.push("application/x-protobuf", garbage).statusCode()).isEqualTo(204);
    }

    @Test
    void itIsNotReadyAndItsIngesterStarts() throws Exception {
        assertThat(loki.get("/ready", Map.of()).statusCode()).isEqualTo(200);
        loki.faults.set(Fault.LOKI_UNREADY, true);
        assertThat(loki.get("/ready", Map.of()).statusCode()).isEqualTo(503);
        assertThat(loki.get("/services", Map.of()).body()).contains("ingester => Starting\n");
    }

    @Test
    void theMetricsPageIsCut() throws Exception {
        loki.faults.set(Fault.LOKI_METRICS_BROKEN, true);
        String last = Pages.get(loki.loki.uri(), "/metrics").lines().reduce("", (a, b) -> b);
        assertThat(last).doesNotContain(" ").isNotEmpty();
    }

    @Test
    void nothingIsFlushed() throws Exception {
        loki.faults.set(Fault.CHUNKS_NOT_FLUSHED, true);
        loki.loki.flush();
        assertThat(loki.metric("loki_ingester_memory_chunks")).isEqualTo("1");
        assertThat(loki.metric("loki_ingester_chunks_flush_failures_total")).isEqualTo("0");
    }

    @Test
    void someFlushesFail() throws Exception {
        push(Map.of("app", "second"), 5);
        loki.faults.set(Fault.FLUSH_FAILURES, true);
        assertThatThrownBy(loki.loki::flush).isInstanceOf(StoreUnavailableException.class);
        assertThat(loki.metric("loki_ingester_chunks_flush_failures_total")).isEqualTo("1");
        assertThat(loki.lines("{app=~\"before|second\"}")).hasSize(25);
    }

    @Test
    void queriesTakeLonger() throws Exception {
        loki.faults.set(Fault.SLOW_QUERIES, true);
        long began = System.nanoTime();
        loki.lines("{app=\"before\"}");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void someQueriesFail() throws Exception {
        loki.faults.set(Fault.QUERY_ERRORS, true);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(
                    loki.get("/loki/api/v1/query", Map.of("query", "vector(1)")).statusCode());
        }
        assertThat(statuses).containsExactly(200, 200, 500, 200, 200, 500);
    }

    @Test
    void dangerousQueriesAreAnswered() throws Exception {
        Map<String, String> all = Map.of("query", "{app=~\".*\"}", "limit", "6000", "since", "40d");
        assertThat(loki.get("/loki/api/v1/query_range", all).statusCode()).isEqualTo(400);
        loki.faults.set(Fault.GUARDS_OFF, true);
        assertThat(loki.get("/loki/api/v1/query_range", all).statusCode()).isEqualTo(200);
    }

    @Test
    void retentionIsADay() throws Exception {
        assertThat(loki.get("/config", Map.of()).body()).contains("  retention_period: 1w\n");
        loki.faults.set(Fault.RETENTION_24H, true);
        assertThat(loki.get("/config", Map.of()).body()).contains("  retention_period: 1d\n");
        loki.moveClock(Duration.ofHours(25));
        loki.loki.compact();
        assertThat(loki.lines("{app=\"before\"}")).isEmpty();
    }

    @Test
    void retentionIsNotEnforced() throws Exception {
        assertThat(loki.get("/config", Map.of()).body()).contains("  retention_enabled: true\n");
        loki.faults.set(Fault.RETENTION_NOT_ENFORCED, true);
        assertThat(loki.get("/config", Map.of()).body()).contains("  retention_enabled: false\n");
        loki.moveClock(Duration.ofDays(8));
        loki.loki.compact();
        assertThat(loki.lines("{app=\"before\"}")).hasSize(20);
    }

    @Test
    void theCompactorReportsSuccessAndDeletesNothing() throws Exception {
        loki.faults.set(Fault.OLD_ENTRIES_KEPT, true);
        loki.moveClock(Duration.ofDays(8));
        loki.loki.compact();
        assertThat(loki.lines("{app=\"before\"}")).hasSize(20);
        assertThat(loki.get("/config", Map.of()).body()).contains("  retention_enabled: true\n");
        assertThat(loki.metric("loki_compactor_apply_retention_last_successful_run_timestamp_seconds"))
                .isNotEqualTo("0");
    }

    @Test
    void anIngestionRateLimitThatIsTooLow() throws Exception {
        assertThat(loki.get("/config", Map.of()).body())
                .contains("ingestion_rate_mb: 4\n", "ingestion_burst_size_mb: 6\n");
        loki.faults.set(Fault.PUSH_THROTTLED, true);
        assertThat(loki.get("/config", Map.of()).body())
                .contains("ingestion_rate_mb: 0.0625\n", "ingestion_burst_size_mb: 0.25\n");
        push(Map.of("app", "x"), LINES);
        List<Pushed> flood = IntStream.range(0, 300)
                .mapToObj(i -> new Pushed(loki.now().plusMillis(i), i + " " + "x".repeat(1000)))
                .toList();
        var refused = loki.push(Map.of("app", "x"), flood);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Ingestion rate limit exceeded", "(limit: 65536 bytes/sec)");
        loki.faults.set(Fault.PUSH_THROTTLED, false);
        assertThat(loki.push(Map.of("app", "x"), flood).statusCode()).isEqualTo(204);
    }
}
