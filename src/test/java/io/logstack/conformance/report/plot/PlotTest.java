package io.logstack.conformance.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Chart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlotTest {
    private static final Chart.Limit LIMIT = new Chart.Limit("P95 limit", 2);

    private static Chart.Distribution latencies(DoubleStream samples) {
        return new Chart.Distribution("latency", "seconds", samples.boxed().toList(), LIMIT);
    }

    private static Chart.Timeline timeline(List<Chart.Point> points, Chart.Moment... moments) {
        return new Chart.Timeline(
                "lines", "lines", List.of(new Chart.Line("a line", points, false)), null, List.of(moments));
    }

    private static List<String> words(Chart chart) {
        return Plot.element(chart).select("text").eachText();
    }

    private static Document parsed(Chart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Plot.file(chart).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aDistributionMarksMedianP95AndLimit() {
        Chart chart = latencies(IntStream.rangeClosed(1, 100).mapToDouble(i -> i / 1000.0));

        assertThat(words(chart)).contains("P50 50 ms", "P95 95 ms", "P95 limit 2 s");
        assertThat(words(chart)).contains("100 samples; percent of them up to each value");
        assertThat(Plot.element(chart).select(".limit")).hasSize(1);
    }

    @Test
    void aTimelineShowsWhatIsExpectedDashedAndWhatHappened() {
        Chart chart = new Chart.Timeline(
                "bytes in the bucket",
                "bytes",
                List.of(
                        new Chart.Line(
                                "there", List.of(new Chart.Point(-86400 * 7, 1e6), new Chart.Point(0, 4e6)), false),
                        new Chart.Line(
                                "to come", List.of(new Chart.Point(0, 4e6), new Chart.Point(86400 * 7, 9e6)), true)),
                new Chart.Limit("limit", 1e7),
                List.of(new Chart.Moment(-86400, "a pod is deleted")));

        assertThat(words(chart))
                .contains("-5 d", "5 d", "4 MB", "limit 10 MB", "to come (expected)", "1 a pod is deleted, at -1 d");
        assertThat(Plot.element(chart).select("path.projected")).hasSize(1);
        assertThat(Plot.element(chart).select(".moment")).hasSize(1);
    }

    @Test
    void barsBeyondADozenAreToldTogether() {
        Map<String, Double> bars = new LinkedHashMap<>();
        IntStream.range(0, 1000).forEach(i -> bars.put("node-" + i, 2.0));
        Element svg = Plot.element(new Chart.Bars("entries", "entries", bars, null));

        assertThat(svg.select("rect")).hasSize(13);
        assertThat(svg.select("text").eachText()).contains("node-11", "988 others together", "1976 entries");
    }

    @Test
    void whateverTheNumbersItIsDrawnAndWellFormed() throws Exception {
        List<Chart> charts = List.of(
                latencies(DoubleStream.empty()),
                latencies(DoubleStream.of(Double.NaN, Double.POSITIVE_INFINITY)),
                latencies(DoubleStream.of(0)),
                latencies(DoubleStream.of(1e-9, 1e9)),
                latencies(DoubleStream.of(-5, -5, -5)),
                timeline(List.of()),
                timeline(List.of(new Chart.Point(0, 0))),
                timeline(List.of(new Chart.Point(0, Double.NaN), new Chart.Point(1, -1))),
                timeline(List.of(new Chart.Point(3, 1e18), new Chart.Point(3, -1e18)), new Chart.Moment(3, "x")),
                new Chart.Bars("none", "", Map.of(), null),
                new Chart.Bars("some", "bytes", Map.of("a", 0.0, "b", -3.0, "c", Double.NaN), LIMIT));

        for (Chart chart : charts) {
            assertThat(Plot.file(chart)).doesNotContain("NaN", "Infinity");
            assertThat(parsed(chart).getDocumentElement().getTagName()).isEqualTo("svg");
        }
    }

    @Test
    void namesFromAStackAreOnlyWords() throws Exception {
        String name = "<script>alert(1)</script>&nbsp;\u00a0\"'\u0000\u001b[31m]]>" + "x".repeat(1_000_000);
        for (Chart chart : List.of(
                new Chart.Bars(name, name, Map.of(name, 1.0), new Chart.Limit(name, 2)),
                new Chart.Distribution(name, "seconds", List.of(1.0), new Chart.Limit(name, 2)),
                new Chart.Timeline(
                        name,
                        "lines",
                        List.of(new Chart.Line(name, List.of(new Chart.Point(0, 1)), true)),
                        new Chart.Limit(name, 2),
                        List.of(new Chart.Moment(0, name))))) {
            assertThat(Plot.element(chart).select("script")).isEmpty();
            assertThat(parsed(chart).getElementsByTagName("script").getLength()).isZero();
            assertThat(Plot.file(chart)).hasSizeLessThan(20_000).doesNotContain("\u0000", "\u001b");
        }
    }

    @Test
    void manySamplesAreThinnedOutAndKeepTheirPeaks() {
        List<Chart.Point> points = IntStream.range(0, 100_000)
                .mapToObj(i -> new Chart.Point(i, i == 51_234 ? 900 : i % 7))
                .toList();

        assertThat(Thinning.of(points))
                .hasSizeLessThan(400)
                .contains(new Chart.Point(51_234, 900), points.get(0), points.get(99_999))
                .isSortedAccordingTo((one, other) -> Double.compare(one.seconds(), other.seconds()));
        assertThat(Plot.file(timeline(points))).hasSizeLessThan(10_000);
        assertThat(Plot.file(latencies(IntStream.range(1, 100_000).mapToDouble(i -> i / 1e5))))
                .hasSizeLessThan(10_000);
    }
}
