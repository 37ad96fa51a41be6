package io.logstack.conformance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchFileTest {
    private static final Figure SLOW = new Figure("slow & slower", "seconds", List.of(4.0, 1.0, 3.0, 2.0));
    private static final Figure FAST = new Figure("fast", "seconds", List.of(0.5));
    private static final Map<String, BenchFile.Result> RESULTS = Map.of(
            "starts",
            new BenchFile.Result(
                    "starts of something",
                    7,
                    new Measured(List.of(SLOW, FAST), List.of(Ratio.of("slow over fast", SLOW, FAST)))));

    @TempDir
    private Path directory;

    @Test
    void everyFigureHasItsSamplesAndEveryRatioItsTwoFigures() {
        Settings settings = new Settings(List.of(), List.of(), 3, 1_000, List.of(10));
        JsonNode file = JsonMapper.shared()
                .readTree(
                        BenchFile.json(Machine.here(), settings, Instant.parse("2026-11-25T20:00:00Z"), 9.5, RESULTS));

        assertThat(file.path("machine").path("cores").asInt()).isPositive();
        assertThat(file.path("machine").path("memory").asLong()).isPositive();
        assertThat(file.path("settings").path("repetitions").asInt()).isEqualTo(3);
        JsonNode part = file.path("parts").path("starts");
        assertThat(part.path("title").asString()).isEqualTo("starts of something");
        assertThat(part.path("figures").path(0).toString())
                .isEqualTo("{\"name\":\"slow & slower\",\"unit\":\"seconds\",\"n\":4,\"median\":2.5,\"min\":1.0,"
                        + "\"max\":4.0,\"samples\":[4.0,1.0,3.0,2.0]}");
        assertThat(part.path("ratios").path(0).toString())
                .isEqualTo("{\"name\":\"slow over fast\",\"value\":5.0,\"of\":\"slow & slower\",\"over\":\"fast\"}");
        assertThat(BenchFile.lines(RESULTS)).hasSize(4).last().asString().endsWith("5.00");
    }

    @Test
    void thePlotHasAChartToEachUnitOfAPart() throws IOException {
        assertThat(plot(SLOW, FAST)).contains("viewBox=\"0 0 1240 380\"", "<path");
        assertThat(plot(SLOW, new Figure("a", "bytes", List.of(1.0)), new Figure("b", "requests", List.of(1.0))))
                .contains("viewBox=\"0 0 1240 760\"");
        assertThat(plot(SLOW, new Figure("a", "bytes", List.of(1.0)), new Figure("b", "expectations", List.of(1.0))))
                .contains("viewBox=\"0 0 1240 380\"");
    }

    private String plot(Figure... figures) throws IOException {
        Path svg = directory.resolve("bench.svg");
        Measured measured = new Measured(List.of(figures), List.of());
        BenchPlot.write(svg, Map.of("part", new BenchFile.Result("a part", 1, measured)));
        return Files.readString(svg);
    }

    @Test
    void whatWasNotMeasuredIsNoFigure() {
        assertThatThrownBy(() -> new Figure("none", "seconds", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Figure("none", "seconds", List.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
