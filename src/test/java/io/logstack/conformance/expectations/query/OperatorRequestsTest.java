package io.logstack.conformance.expectations.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.ScrapedPrometheus;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.workload.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** QUERY-02 and QUERY-03 over what Prometheus scraped of Loki before the run. */
class OperatorRequestsTest {
    private static final Profile PROFILE = Profiles.load(
            Path.of("profiles/reference.yaml"),
            Map.of("timeouts.settle", "200ms", "timeouts.poll", "20ms", "ingestion.lag", "100ms"));
    private static final String QUERIES = "loki_api_v1_query_range";
    private static final String[] BOUNDS = {"0.1", "1", "2.5", "5", "+Inf"};

    private final Instant begun = Instant.now().minusSeconds(150);
    private final ScrapedPrometheus prometheus = new ScrapedPrometheus(begun, 70, 2).with("up{job=\"loki\"}", i -> 1);
    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void slowQueriesOfTheOperatorAreAViolation() {
        queries(QUERIES, "200", 8, 2);
        assertThatThrownBy(this::fast)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("P95 of the query routes under 2s");
        assertThat(evidence.values()).containsKeys("queries judged", "P95, interpolated in its bucket");
    }

    @Test
    void fastOnesAreNot() {
        queries(QUERIES, "200", 10, 0);
        assertThatCode(this::fast).doesNotThrowAnyException();
    }

    @Test
    void whatTheRunAsksCountsOnNeitherSide() {
        // A thousand a minute once the run has begun: quick ones, then slow ones.
        bucketed(QUERIES, "200", i -> i > 0 ? i * 1000 : 0, i -> 0);
        assertThatThrownBy(this::fast).isInstanceOf(InconclusiveException.class);
        bucketed("loki_api_v1_query", "200", i -> 0, i -> i > 0 ? i * 1000 : 0);
        assertThatThrownBy(this::fast).isInstanceOf(InconclusiveException.class);
        queries("api_prom_query", "200", 10, 0);
        assertThatCode(this::fast).doesNotThrowAnyException();
    }

    @Test
    void theCanariesQueriesCountOnNeitherSide() {
        queries(QUERIES, "200", 100, 0);
        canaries(100);
        assertThatThrownBy(this::fast)
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("not the canaries'");
        queries("loki_api_v1_query", "200", 0, 2);
        assertThatThrownBy(this::fast).isInstanceOf(AssertionError.class).hasMessageContaining("P95");
    }

    @Test
    void neitherRefusalsNorOtherRoutesMakeQueriesFast() {
        queries(QUERIES, "200", 0, 1);
        queries(QUERIES, "400", 1000, 0);
        queries("loki_api_v1_push", "204", 1000, 0);
        queries("loki_api_v1_labels", "200", 1000, 0);
        assertThatThrownBy(this::fast).isInstanceOf(AssertionError.class).hasMessageContaining("P95");
    }

    @Test
    void aP95OfTooFewQueriesIsNone() {
        queries(QUERIES, "200", 0.2, 0);
        assertThatThrownBy(this::fast).isInstanceOf(InconclusiveException.class).hasMessageContaining("a P95 takes 20");
    }

    @Test
    void anIdleLokiIsInconclusiveAndOneWithoutTheMetricsIsNot() {
        queries("ready", "200", 10, 0);
        assertThatThrownBy(this::fast).isInstanceOf(InconclusiveException.class);
        assertThatThrownBy(this::few).isInstanceOf(InconclusiveException.class);
        ScrapedPrometheus bare = new ScrapedPrometheus(begun, 70, 2).with("up{job=\"loki\"}", i -> 1);
        assertThatThrownBy(() -> fast(bare)).isInstanceOf(AssertionError.class).hasMessageContaining("no such metric");
        assertThatThrownBy(() -> few(bare)).isInstanceOf(AssertionError.class).hasMessageContaining("no such metric");
    }

    @Test
    void nanIsNoRequest() {
        bucketed(QUERIES, "200", i -> Double.NaN, i -> 0);
        assertThatThrownBy(this::fast).isInstanceOf(InconclusiveException.class);
        assertThatThrownBy(this::few).isInstanceOf(AssertionError.class).hasMessageContaining("numbers of requests");
    }

    @Test
    void withoutAHistoryNothingIsKnown() {
        ScrapedPrometheus young = new ScrapedPrometheus(begun, -1, 2).with("up{job=\"loki\"}", i -> 1);
        assertThatThrownBy(() -> fast(young))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContainingAll("scraped no Loki", "It can be judged from");
        assertThatThrownBy(() -> few(young)).isInstanceOf(InconclusiveException.class);
        assertThatThrownBy(() -> few(new ScrapedPrometheus(begun, 70, 2))).isInstanceOf(InconclusiveException.class);
    }

    @Test
    void fiveInAHundredThatFailAreAViolationAndFewerAreNot() {
        queries("loki_api_v1_push", "204", 96, 0);
        queries(QUERIES, "503", 2, 0);
        queries(QUERIES, "429", 2, 0);
        assertThatCode(this::few).doesNotThrowAnyException();
        queries("loki_api_v1_push", "500", 2, 0);
        assertThatThrownBy(this::few)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("under 5% of requests", "503=");
    }

    @Test
    void refusalsAreNoFailures() {
        queries(QUERIES, "400", 50, 0);
        queries("loki_api_v1_push", "204", 50, 0);
        assertThatCode(this::few).doesNotThrowAnyException();
    }

    @Test
    void neitherTheRunNorTheCanariesNorTheClusterDiluteFailures() {
        queries("loki_api_v1_push", "204", 190, 0);
        queries(QUERIES, "500", 1, 0);
        bucketed("loki_api_v1_labels", "200", i -> i > 0 ? i * 100_000 : 0, i -> 0);
        queries("ready", "200", 1000, 0);
        queries("metrics", "200", 1000, 0);
        queries("/logproto.Pusher/Push", "success", "gRPC", i -> i * 1000, i -> 0);
        prometheus.counting("loki_canary_entries_total{job=\"loki-canary\"}", 180);
        assertThatThrownBy(this::few).isInstanceOf(AssertionError.class).hasMessageContaining("under 5% of requests");
    }

    @Test
    void theRunsFailuresAreNotTheOperators() {
        queries("loki_api_v1_push", "204", 10, 0);
        bucketed(QUERIES, "500", i -> i > 0 ? i * 1000 : 0, i -> 0);
        assertThatCode(this::few).doesNotThrowAnyException();
    }

    private void fast() {
        fast(prometheus);
    }

    private void fast(ScrapedPrometheus source) {
        new QueryRoutesFastIT().theP95IsUnderItsLimit(source, workload(), PROFILE, evidence);
    }

    private void few() {
        few(prometheus);
    }

    private void few(ScrapedPrometheus source) {
        new FewRequestsFailIT().theShareOfFailuresIsUnderItsLimit(source, workload(), PROFILE, evidence);
    }

    private Workload workload() {
        return new Workload("run", 1, PROFILE.workload(), begun);
    }

    /** So many answers a minute within a tenth of a second, and so many of some three seconds. */
    private void queries(String route, String status, double quick, double slow) {
        bucketed(route, status, i -> 100_000 + i * quick, i -> 100_000 + i * slow);
    }

    private void bucketed(String route, String status, IntToDoubleFunction quick, IntToDoubleFunction slow) {
        queries(route, status, "GET", quick, slow);
    }

    private void queries(
            String route, String status, String method, IntToDoubleFunction quick, IntToDoubleFunction slow) {
        String labels = String.format(
                Locale.ROOT, "job=\"loki\",method=\"%s\",route=\"%s\",status_code=\"%s\"", method, route, status);
        for (String bound : BOUNDS) {
            boolean slowest = bound.equals("5") || bound.equals("+Inf");
            prometheus.with(
                    "loki_request_duration_seconds_bucket{" + labels + ",le=\"" + bound + "\"}",
                    i -> quick.applyAsDouble(i) + (slowest ? slow.applyAsDouble(i) : 0));
        }
        prometheus.with(
                "loki_request_duration_seconds_count{" + labels + "}",
                i -> quick.applyAsDouble(i) + slow.applyAsDouble(i));
    }

    private void canaries(double aMinute) {
        for (String bound : BOUNDS) {
            prometheus.counting(
                    "loki_canary_spot_check_request_duration_seconds_bucket{job=\"loki-canary\",le=\"" + bound + "\"}",
                    aMinute);
        }
    }
}
