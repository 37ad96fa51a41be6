package io.logstack.conformance.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpositionTest {
    private static final Path RECORDED = Path.of("fixtures", "exchanges", "loki-3.4.6-metrics.prom");

    @Test
    void readsAWholePageOfARealLoki() throws IOException {
        String page = Files.readString(RECORDED);

        Metrics metrics = Exposition.parse("recorded page", page);

        long sampleLines = page.lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .count();
        assertThat(metrics.samples().values().stream().mapToLong(List::size).sum())
                .isEqualTo(sampleLines);
        assertThat(metrics.families()).hasSize(370);
        assertThat(metrics.families())
                .containsEntry("loki_request_duration_seconds", "histogram")
                .containsEntry("loki_distributor_lines_received_total", "counter")
                .containsEntry("go_gc_duration_seconds", "summary");
        assertThat(metrics.of("loki_request_duration_seconds_bucket"))
                .anySatisfy(sample -> assertThat(sample.labels())
                        .containsEntry("route", "loki_api_v1_push")
                        .containsEntry("le", "+Inf"));
        assertThat(metrics.sum("loki_ingester_checkpoint_duration_seconds")).hasValue(Double.NaN);
        assertThat(metrics.sum("loki_request_total")).isEmpty();
    }

    @Test
    void unescapesLabelsAndReadsEveryKindOfValue() {
        Metrics metrics = Exposition.parse("page", """
                # A comment of no meaning

                # HELP m Help with \\\\ and \\n in it.
                # TYPE m gauge
                m{path="C:\\\\dir\\n",quote="a\\"b",comma="x,y} 1",} 1.5e-3
                m{ a = "é" } +Inf 1700000000000
                m\t{a="-"}\t-Inf
                m{a="n"} NaN
                m 42
                untyped_metric{}7
                """);

        assertThat(metrics.of("m").get(0))
                .isEqualTo(new Sample(Map.of("path", "C:\\dir\n", "quote", "a\"b", "comma", "x,y} 1"), 0.0015));
        assertThat(metrics.of("m").stream().map(Sample::value))
                .containsExactly(0.0015, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 42.0);
        assertThat(metrics.of("m").get(1).labels()).containsExactly(Map.entry("a", "é"));
        assertThat(metrics.families()).containsEntry("untyped_metric", "untyped");
        assertThat(metrics.of("untyped_metric")).containsExactly(new Sample(Map.of(), 7));
    }

    static Stream<Arguments> malformedPages() {
        return Stream.of(
                Arguments.of("", 1, "no sample"),
                Arguments.of("# TYPE a counter\n", 1, "no sample"),
                Arguments.of("a 1\nb{c=\"d", 2, "ends in the middle of a line"),
                Arguments.of("a 1\nb 2", 2, "ends in the middle of a line"),
                Arguments.of("a\n", 1, "no value"),
                Arguments.of("a one\n", 1, "'one' is not a number"),
                Arguments.of("a 1f\n", 1, "'1f' is not a number"),
                Arguments.of("a 1 soon\n", 1, "not a timestamp"),
                Arguments.of("a 1 2 3\n", 1, "unexpected '3'"),
                Arguments.of("a 1\r\n", 1, "is not a number"),
                Arguments.of("<html>\n", 1, "expected a metric name"),
                Arguments.of("9a 1\n", 1, "expected a metric name"),
                Arguments.of("a-b 1\n", 1, "expected '{' or a blank"),
                Arguments.of("{\"a.b\"} 1\n", 1, "expected a metric name"),
                Arguments.of("a{b:c=\"1\"} 1\n", 1, "expected '='"),
                Arguments.of("a{b=1} 1\n", 1, "expected '\"'"),
                Arguments.of("a{b=\"1} 1\n", 1, "not closed"),
                Arguments.of("a{b=\"1\" c=\"2\"} 1\n", 1, "expected '}'"),
                Arguments.of("a{b=\"1\",,} 1\n", 1, "expected a label name"),
                Arguments.of("a{b=\"\\t\"} 1\n", 1, "bad escape"),
                Arguments.of("a{b=\"1\",b=\"2\"} 1\n", 1, "stands twice"),
                Arguments.of("a{b=\"1\",c=\"2\"} 1\na{c=\"2\",b=\"1\"} 1\n", 2, "second sample of the series"),
                Arguments.of("# TYPE a counter\n# TYPE a counter\na 1\n", 2, "second TYPE"),
                Arguments.of("# HELP a x\n# HELP a x\na 1\n", 2, "second HELP"),
                Arguments.of("# HELP a \\t\na 1\n", 1, "bad escape in HELP"),
                Arguments.of("# TYPE a number\na 1\n", 1, "'number' is not a metric type"),
                Arguments.of("a 1\n# TYPE a counter\n", 2, "after its first sample"),
                Arguments.of("a_bucket{le=\"+Inf\"} 1\n# TYPE a histogram\n", 2, "after its first sample"),
                Arguments.of("a{x=\"1\"} 1\nb 1\na{x=\"2\"} 1\n", 3, "do not stand together"),
                Arguments.of("# TYPE a histogram\na 1\n", 2, "is a histogram"),
                Arguments.of("# TYPE a histogram\na_bucket 1\n", 2, "needs the label le"),
                Arguments.of("# TYPE a histogram\na_bucket{le=\"big\"} 1\n", 2, "'big' is not a number"),
                Arguments.of(
                        "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_count 1\na_sum 1\n", 2, "none with le=\"+Inf\""),
                Arguments.of(
                        "# TYPE a histogram\na_bucket{x=\"1\",le=\"+Inf\"} 1\na_bucket{x=\"2\",le=\"1\"} 1\n",
                        3,
                        "none with le=\"+Inf\""),
                Arguments.of("# TYPE a summary\na 1\n", 2, "needs the label quantile"));
    }

    @ParameterizedTest
    @MethodSource("malformedPages")
    void refusesWithLineAndReason(String page, int line, String reason) {
        MalformedExpositionException refused = catchThrowableOfType(
                MalformedExpositionException.class, () -> Exposition.parse("http://loki/metrics", page));

        assertThat(refused).isNotNull();
        assertThat(refused)
                .hasMessageContaining(reason)
                .hasMessageStartingWith("http://loki/metrics, line " + line + ":");
        assertThat(refused.line()).isEqualTo(line);
    }

    /** A page cut anywhere but after a whole line is refused; cut after one it may still lack a histogram's end. */
    @Test
    void refusesThePageOfARealLokiCutInsideALine() throws IOException {
        String page = Files.readString(RECORDED);
        long seed = 20261122;
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            int cut = 1 + random.nextInt(page.length() - 1);
            if (page.charAt(cut - 1) == '\n') {
                continue;
            }
            assertThatThrownBy(() -> Exposition.parse("cut page", page.substring(0, cut)))
                    .as("seed %d, cut at %d", seed, cut)
                    .isInstanceOf(MalformedExpositionException.class)
                    .hasMessageContaining("ends in the middle of a line");
        }
    }
}
