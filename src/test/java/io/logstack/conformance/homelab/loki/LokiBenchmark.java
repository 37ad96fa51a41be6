package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.logql.Engine;
import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.LogQl;
import io.logstack.conformance.homelab.logql.Plan;
import io.logstack.conformance.homelab.logql.Result;
import io.logstack.conformance.homelab.loki.metrics.LokiMetrics;
import io.logstack.conformance.homelab.loki.store.Store;
import io.logstack.conformance.homelab.loki.store.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Queries over a million lines in memory, in a hundred streams. Run {@link #main} with the test class path; the aim is under 200 ms
 * for the selective queries and under 2 s for the full scans, on two cores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class LokiBenchmark {
    private static final int STREAMS = 100;
    private static final int LINES = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    @Param({
        "{namespace=\"app\",pod=\"pod-7\"} |= \"error\"",
        "{namespace=\"app\",pod=~\"pod-[1-3]\"} | json | level=\"error\"",
        "{namespace=~\".+\"}",
        "{namespace=~\".+\"} |= \"nowhere to be found\"",
        "{namespace=~\".+\"} |~ \"(?i)(nowhere|never)\"",
        "sum by (pod) (count_over_time({namespace=~\".+\"} |= \"error\" [5m]))"
    })
    private String query = "";

    private Engine engine = new Engine((matchers, start, end) -> List.of(), 500);
    private Plan plan = LogQl.parse("vector(1)");

    /** Fills the store. */
    @Setup
    public void fill() {
        Store store = new Store(new WriteAheadLog(), null, new LokiMetrics("benchmark"), Long.MAX_VALUE / 2);
        String[] levels = {"info", "debug", "info", "error", "info"};
        for (int s = 0; s < STREAMS; s++) {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < LINES / STREAMS; i++) {
                String level = levels[(i + s) % levels.length];
                entries.add(new Entry(
                        i * SECOND / 4 + s,
                        "{\"level\": \"" + level + "\", \"status\": " + (200 + i % 300) + ", \"path\": \"/api/v1/items/"
                                + i + "\", \"duration_ms\": " + i % 977 + ", \"user\": {\"id\": " + s * i + "}}",
                        Labels.of(Map.of("detected_level", level))));
            }
            store.append(Labels.of(Map.of("namespace", s % 2 == 0 ? "app" : "db", "pod", "pod-" + s / 2)), entries);
        }
        engine = new Engine(store, 500);
        plan = LogQl.parse(query);
    }

    /** One query. */
    @Benchmark
    public Result ask() {
        long end = LINES / STREAMS * SECOND;
        return plan instanceof Plan.Log log
                ? engine.logs(log, 0, end, 100, false)
                : engine.range((Plan.Metric) plan, 0, end, 60 * SECOND);
    }

    /** Runs it. */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(LokiBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
