package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.stack.Exposition;
import io.logstack.conformance.stack.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus makes of a statement, by the parser that the suite holds stacks to. */
class MetricsReportTest {
    @TempDir
    private Path directory;

    private Metrics metrics(Outcome... outcomes) throws IOException {
        Path file = directory.resolve("conformance.prom");
        new MetricsReport(file).runFinished(Sample.statement(outcomes));
        return Exposition.parse(file.toString(), Files.readString(file));
    }

    private static double value(Metrics metrics, String name, Map<String, String> labels) {
        return metrics.of(name).stream()
                .filter(sample -> sample.labels().equals(labels))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + labels + " is not among " + metrics.of(name)))
                .value();
    }

    @Test
    void tellTheRun() throws IOException {
        Metrics metrics = metrics(Sample.failed(), Sample.queries(Verdict.BLOCKED));

        assertThat(value(
                        metrics,
                        "logstack_conformance_run_info",
                        Map.of(
                                "run", "run-1",
                                "tier", "embedded",
                                "simulated", "true",
                                "profile", "embedded",
                                "profile_hash", "abc123")))
                .isEqualTo(1);
        assertThat(value(
                        metrics,
                        "logstack_conformance_component_info",
                        Map.of("component", "loki", "version", "3.4.6")))
                .isEqualTo(1);
        assertThat(value(metrics, "logstack_conformance_conformant", Map.of())).isZero();
        assertThat(value(metrics, "logstack_conformance_started_timestamp_seconds", Map.of()))
                .isEqualTo((double) Sample.START.getEpochSecond());
        assertThat(value(metrics, "logstack_conformance_duration_seconds", Map.of()))
                .isEqualTo(1.5);
        assertThat(value(metrics, "logstack_conformance_expectations", Map.of("verdict", "FAIL")))
                .isEqualTo(1);
        assertThat(value(metrics, "logstack_conformance_expectations", Map.of("verdict", "NOT-RUN")))
                .isZero();
        assertThat(value(metrics(Sample.passed()), "logstack_conformance_conformant", Map.of()))
                .isEqualTo(1);
    }

    @Test
    void tellEachVerdictByASeriesOfItsOwn() throws IOException {
        Metrics metrics = metrics(Sample.failed(), Sample.queries(Verdict.BLOCKED));

        assertThat(metrics.of("logstack_expectation_verdict"))
                .hasSize(2 * Verdict.values().length)
                .filteredOn(sample -> sample.value() == 1)
                .extracting(sample -> sample.labels())
                .containsExactlyInAnyOrder(
                        Map.of("id", "STORAGE-03", "area", "storage", "level", "MUST", "verdict", "FAIL"),
                        Map.of("id", "QUERY-01", "area", "query", "level", "SHOULD", "verdict", "BLOCKED"));
        assertThat(value(
                        metrics,
                        "logstack_expectation_duration_seconds",
                        Map.of("id", "STORAGE-03", "area", "storage", "level", "MUST")))
                .isEqualTo(0.12);
    }

    @Test
    void tellNumbersWithTheirLimits() throws IOException {
        Metrics metrics = metrics(Sample.told(
                "too slow",
                Sample.measurement("P95", 2.5, "seconds", "<= 1m30s"),
                Sample.measurement("lines of run-1 in 861.402ms", 200, "lines", "= 200, as pushed"),
                Sample.measurement("phase", "Bound", "", "= Bound"),
                Sample.measurement("key", Double.NaN, "", "> 0")));

        Map<String, String> p95 =
                Map.of("id", "STORAGE-03", "area", "storage", "level", "MUST", "measurement", "P95", "unit", "seconds");
        assertThat(metrics.of("logstack_expectation_measured")).hasSize(2);
        assertThat(value(metrics, "logstack_expectation_measured", p95)).isEqualTo(2.5);
        Map<String, String> limit = new HashMap<>(p95);
        limit.put("comparison", "<=");
        assertThat(value(metrics, "logstack_expectation_limit", limit)).isEqualTo(90);
        assertThat(metrics.of("logstack_expectation_limit")).anySatisfy(sample -> {
            assertThat(sample.labels())
                    .containsEntry("measurement", "lines of … in …")
                    .containsEntry("comparison", "=");
            assertThat(sample.value()).isEqualTo(200);
        });
    }

    @Test
    void surviveWhatAStackTells() throws IOException {
        String hostile =
                "a \"quoted\"\\ name\nlogstack_conformance_conformant 1\n\u001b[31m\u202e" + "x".repeat(1 << 20);
        Metrics metrics = metrics(Sample.told(
                hostile, Sample.measurement(hostile, 1, "", null), Sample.measurement(hostile, 2, "", null)));

        assertThat(value(metrics, "logstack_conformance_conformant", Map.of())).isZero();
        assertThat(metrics.of("logstack_expectation_measured"))
                .hasSize(2)
                .allSatisfy(sample -> assertThat(sample.labels().get("measurement"))
                        .startsWith("a \"quoted\"\\ name logstack_conformance_conformant 1 \\u001b[31m\\u202exxx")
                        .hasSizeLessThan(210));
    }

    @Test
    void areThereWhenNothingWasJudged() throws IOException {
        Metrics metrics = metrics(Sample.queries(Verdict.ERROR));

        assertThat(value(metrics, "logstack_conformance_conformant", Map.of())).isZero();
        assertThat(metrics.of("logstack_expectation_measured")).isEmpty();
    }
}
