package io.logstack.conformance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Measures what the suite costs, part after part, and writes {@code bench.json} and {@code bench.svg}. A part that cannot be
 * measured ends it.
 */
public final class Bench {
    private static final double NANOS = 1e9;

    private Bench() {}

    /** Argument: the directory of the two files. */
    public static void main(String... arguments) throws Exception {
        // So that plotting asks no screen.
        System.setProperty("java.awt.headless", "true");
        Path reports = Path.of(arguments[0]);
        Settings settings = Settings.fromSystemProperties();
        Path scratch = Files.createTempDirectory("bench");
        Map<String, Part> parts = parts(scratch);
        List<String> unknown = settings.parts().stream()
                .filter(name -> !parts.containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "bench.parts: there is no part " + unknown + "; there are " + new TreeSet<>(parts.keySet()));
        }
        Machine machine = Machine.here();
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        Map<String, BenchFile.Result> results = new LinkedHashMap<>();
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (settings.parts().isEmpty() || settings.parts().contains(part.getKey())) {
                System.out.println("measuring " + part.getValue().title());
                long begun = System.nanoTime();
                Measured measured = part.getValue().measure(settings);
                results.put(
                        part.getKey(),
                        new BenchFile.Result(part.getValue().title(), (System.nanoTime() - begun) / NANOS, measured));
            }
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        Files.createDirectories(reports);
        Files.writeString(
                reports.resolve("bench.json"), BenchFile.json(machine, settings, startedAt, seconds, results));
        BenchPlot.write(reports.resolve("bench.svg"), results);
        BenchFile.lines(results).forEach(System.out::println);
        System.out.printf("%s%nin %.0f s%n", machine, seconds);
        System.out.println("Reports: " + reports.resolve("bench.json") + ", " + reports.resolve("bench.svg"));
        // Clients of closed stacks may hold threads for a while.
        System.exit(0);
    }

    private static Map<String, Part> parts(Path scratch) {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("tiers", new TierRuns(scratch));
        parts.put("homelab", new HomelabStarts());
        parts.put("push", new PushThroughput());
        parts.put("ledger", new LedgerVerification());
        parts.put("matrix", new FaultMatrixRuns());
        parts.put("cluster", new ClusterCosts(scratch));
        return parts;
    }
}
