package io.logstack.conformance.expectations.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DRIFT-01, 04, 05 and 11: what the runbook makes of metrics. */
class MetricsDriftTest {
    private static final List<Sample> NONE = List.of();
    private static final String ERROR_RATE = "- **Error Rate**: `rate(loki_request_total{status_code!~\"2..\"}[5m])`\n";
    private static final String THRESHOLD = "- **Warning**: Error rate >5%\n";
    private static final String LATENCY =
            "- **Query Latency**: `histogram_quantile(0.95, rate(loki_request_duration_seconds_bucket[5m]))`\n";
    private static final String INGESTION =
            "- **Loki Ingestion Rate**: `rate(loki_ingester_streams_created_total[5m])`\n";

    @TempDir
    private Path directory;

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void aMetricThatNobodyExposes() {
        assertThatThrownBy(() -> errorRate(
                        ERROR_RATE,
                        Map.of("loki_build_info", 1.0),
                        query -> query.contains("build_info") ? one(1) : NONE))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("loki_request_total", "loki_request_duration_seconds_count");
    }

    @Test
    void aMetricThatIsExposedIsNoDrift() {
        errorRate(ERROR_RATE, Map.of("loki_request_total", 0.0), query -> NONE);
        errorRate(ERROR_RATE, Map.of("loki_build_info", 1.0), query -> one(1));
    }

    @Test
    void anotherMetricInTheRunbookIsNoDrift() {
        errorRate(
                "- **Error Rate**: `rate(loki_request_duration_seconds_count{status_code=~\"5..\"}[5m])`\n",
                Map.of("loki_request_duration_seconds_count", 7.0),
                query -> NONE);
        errorRate("- something else: `up`\n", Map.of(), query -> NONE);
    }

    @Test
    void anEmptyRunbookIsNotRight() {
        assertThatThrownBy(() -> errorRate("nothing of it", Map.of(), query -> NONE))
                .isInstanceOf(NotApplicableException.class)
                .hasMessageContaining("says nothing at all");
    }

    @Test
    void aCountThatIsNoNumberKnowsNoMetric() {
        assertInconclusive(() -> errorRate(ERROR_RATE, Map.of("loki_build_info", 1.0), query -> one(Double.NaN)));
    }

    @Test
    void anEmptyPageOrPrometheusIsNoEvidenceOfAMissingMetric() {
        assertInconclusive(() -> errorRate(ERROR_RATE, Map.of(), query -> NONE));
        assertInconclusive(() -> errorRate(ERROR_RATE, Map.of("loki_build_info", 1.0), query -> NONE));
        assertInconclusive(() -> errorRate(ERROR_RATE, Map.of("loki_build_info", 1.0), query -> {
            throw new NoAnswerException("no Prometheus");
        }));
    }

    @Test
    void aLatencyOverPushesAndQueries() {
        assertThatThrownBy(() -> latency(
                        LATENCY, List.of(route("loki_api_v1_push"), route("loki_api_v1_query_range")), one(Double.NaN)))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("loki_api_v1_push", "1 are NaN");
    }

    @Test
    void aLatencyOfQueriesIsNoDrift() {
        latency(LATENCY, List.of(route("loki_api_v1_query"), route("loki_api_v1_query_range")), one(0.1));
        latency("- **Query Latency**: `other_quantile`\n", NONE, NONE);
    }

    @Test
    void routesAreAskedForByTheExpressionsOwnMatchers() {
        String matched = "loki_request_duration_seconds_bucket{route=~\"loki_api_v1_query|loki_api_v1_query_range\"}";
        Prometheus prometheus = prometheus(query ->
                query.equals("count by (route) (" + matched + ")") ? List.of(route("loki_api_v1_query")) : one(0.2));
        new LatencyOverAllRoutesIT()
                .itMixesNoOtherRoutes(
                        prometheus,
                        Stubbed.runbook(
                                directory, "- `histogram_quantile(0.95, sum by (le) (rate(" + matched + "[5m])))`\n"),
                        evidence);
        assertThat(evidence.values()).containsEntry("places where the runbook says it", 1);
    }

    @Test
    void anIdleOrUnscrapedLokiTellsNoLatency() {
        assertInconclusive(() -> latency(LATENCY, NONE, NONE));
        assertInconclusive(() -> latency(LATENCY, List.of(route("loki_api_v1_query")), one(Double.NaN)));
    }

    @Test
    void streamsStandStillWhileLinesArrive() {
        assertThatThrownBy(() -> ingestion(INGESTION, 10, 0))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("stood still while 10 lines arrived", "loki_distributor_lines_received_total");
    }

    @Test
    void aStreamPerLineOrAnotherCounterIsNoDrift() {
        ingestion(INGESTION, 10, 10);
        ingestion("- **Loki Ingestion Rate**: `rate(loki_distributor_lines_received_total[5m])`\n", 10, 0);
    }

    @Test
    void withoutLinesTheCountersTellNothing() {
        assertInconclusive(() -> ingestion(INGESTION, 0, 0));
        assertInconclusive(() -> new StreamsAreNoLinesIT()
                .itMovesWithTheLines(
                        loki(args -> Stubbed.page(Map.of())), Stubbed.runbook(directory, INGESTION), evidence));
    }

    @Test
    void aRateHeldAgainstAShare() {
        assertThatThrownBy(() -> share(ERROR_RATE + THRESHOLD, one(2)))
                .isInstanceOf(WarningException.class)
                .hasMessageContaining("of the 2.00 a second here, more than 0.05 are 2.50%, not 5.0%");
    }

    @Test
    void aShareOrAThresholdInAnotherUnitIsNoDrift() {
        share("- **Error Rate**: `sum(rate(a[5m])) / sum(rate(b[5m]))`\n" + THRESHOLD, NONE);
        share(ERROR_RATE + "- **Warning**: Error rate >5 a second\n", NONE);
        share(THRESHOLD, NONE);
    }

    @Test
    void withoutRequestsARateCannotBeToldFromAShare() {
        assertInconclusive(() -> share(ERROR_RATE + THRESHOLD, NONE));
        assertInconclusive(() -> share(ERROR_RATE + THRESHOLD, one(0)));
        assertInconclusive(() -> share(ERROR_RATE + THRESHOLD, one(Double.NaN)));
    }

    private void errorRate(String markdown, Map<String, Double> page, Function<String, List<Sample>> prometheus) {
        new ErrorRateMetricIT()
                .itsMetricsAreThere(
                        loki(args -> Stubbed.page(page)),
                        prometheus(prometheus),
                        Stubbed.runbook(directory, markdown),
                        evidence);
    }

    private void latency(String markdown, List<Sample> routes, List<Sample> answer) {
        new LatencyOverAllRoutesIT()
                .itMixesNoOtherRoutes(
                        prometheus(query -> query.startsWith("count by (route)") ? routes : answer),
                        Stubbed.runbook(directory, markdown),
                        evidence);
    }

    /** @param lines and streams that come with every scrape */
    private void ingestion(String markdown, int lines, int streams) {
        AtomicInteger scrapes = new AtomicInteger();
        new StreamsAreNoLinesIT()
                .itMovesWithTheLines(
                        loki(args -> {
                            int scrape = scrapes.incrementAndGet();
                            return Stubbed.page(Map.of(
                                    "loki_distributor_lines_received_total", (double) scrape * lines,
                                    "loki_ingester_streams_created_total", (double) scrape * streams));
                        }),
                        Stubbed.runbook(directory, markdown),
                        evidence);
    }

    private void share(String markdown, List<Sample> requests) {
        new RateIsNoShareIT().itDivides(prometheus(query -> requests), Stubbed.runbook(directory, markdown), evidence);
    }

    private static Loki loki(Function<Object[], Object> metrics) {
        return Stubbed.part(Loki.class, Map.of("metrics", metrics));
    }

    private static Prometheus prometheus(Function<String, List<Sample>> answers) {
        return Stubbed.part(Prometheus.class, Map.of("instant", args -> answers.apply((String) args[0])));
    }

    private static List<Sample> one(double value) {
        return List.of(new Sample(Map.of(), value));
    }

    private static Sample route(String route) {
        return new Sample(Map.of("route", route), 12);
    }

    private static void assertInconclusive(org.assertj.core.api.ThrowableAssert.ThrowingCallable judged) {
        assertThatThrownBy(judged).isInstanceOf(InconclusiveException.class);
    }
}
