package io.logstack.conformance.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shape of {@code bench.json}: {@code machine}, {@code startedAt} and {@code seconds} of the whole, {@code settings}, and
 * {@code parts} by name, each with {@code title}, {@code seconds}, {@code figures} ({@code name}, {@code unit}, {@code n},
 * {@code median}, {@code min}, {@code max}, {@code samples}) and {@code ratios} of medians ({@code name}, {@code value},
 * {@code of}, {@code over}). A part that was not measured is not there.
 */
final class BenchFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private BenchFile() {}

    /** @param seconds that the whole took */
    static String json(
            Machine machine, Settings settings, Instant startedAt, double seconds, Map<String, Result> results) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("machine", machine);
        file.put("startedAt", startedAt.toString());
        file.put("seconds", seconds);
        file.put("settings", settings);
        Map<String, Object> parts = new LinkedHashMap<>();
        results.forEach((name, result) -> parts.put(name, part(result)));
        file.put("parts", parts);
        return JSON.writeValueAsString(file) + "\n";
    }

    /** The same for people, a line to each figure and ratio. */
    static List<String> lines(Map<String, Result> results) {
        List<String> lines = new ArrayList<>();
        results.forEach((name, result) -> {
            lines.add(String.format(Locale.ROOT, "%s (%.0f s)", result.title(), result.seconds()));
            for (Figure figure : result.measured().figures()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-52s %14.3f %s (%.3f to %.3f, n = %d)",
                        figure.name(),
                        figure.median(),
                        figure.unit(),
                        figure.min(),
                        figure.max(),
                        figure.samples().size()));
            }
            for (Ratio ratio : result.measured().ratios()) {
                lines.add(String.format(Locale.ROOT, "  %-52s %14.2f", ratio.name(), ratio.value()));
            }
        });
        return lines;
    }

    private static Map<String, @Nullable Object> part(Result result) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("title", result.title());
        part.put("seconds", result.seconds());
        part.put(
                "figures",
                result.measured().figures().stream().map(BenchFile::figure).toList());
        part.put("ratios", result.measured().ratios());
        return part;
    }

    private static Map<String, Object> figure(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", figure.name());
        json.put("unit", figure.unit());
        json.put("n", figure.samples().size());
        json.put("median", figure.median());
        json.put("min", figure.min());
        json.put("max", figure.max());
        json.put("samples", figure.samples());
        return json;
    }

    /**
     * A part that was measured.
     *
     * @param seconds that measuring took
     */
    record Result(String title, double seconds, Measured measured) {}
}
