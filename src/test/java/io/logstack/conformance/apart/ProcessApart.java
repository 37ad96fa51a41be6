package io.logstack.conformance.apart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Starts {@link RunsApart} with as much memory as the suite is to live with. */
final class ProcessApart {
    private static final String HEAP = "256m";

    private ProcessApart() {}

    /**
     * Runs cells.
     *
     * @param directory for what is handed over
     * @param atATime how many at the same time
     * @param options of the JVM
     */
    static Results run(Path directory, List<Cell> cells, int atATime, String... options)
            throws IOException, InterruptedException {
        Path given = directory.resolve("cells.json");
        Path told = directory.resolve("judged.jsonl");
        Path output = directory.resolve("output.txt");
        Files.writeString(given, JsonMapper.shared().writeValueAsString(cells));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                RunsApart.class.getName(),
                given.toString(),
                told.toString(),
                Integer.toString(atATime)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            // A run that hangs is found by what is missing.
            boolean ended = process.waitFor(180L + 6L * cells.size(), TimeUnit.SECONDS);
            return results(
                    told,
                    ended ? Integer.toString(process.exitValue()) : "none: it hung",
                    Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Results results(Path told, String exit, String output) throws IOException {
        Map<String, Judged> judged = new LinkedHashMap<>();
        @Nullable LeftBehind left = null;
        for (String line : Files.exists(told) ? Files.readAllLines(told) : List.<String>of()) {
            if (line.contains("\"peakHeap\"")) {
                left = JsonMapper.shared().readValue(line, LeftBehind.class);
            } else {
                Judged one = JsonMapper.shared().readValue(line, Judged.class);
                judged.put(one.cell(), one);
            }
        }
        return new Results(exit, judged, left, output);
    }
}
