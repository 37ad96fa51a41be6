package io.logstack.conformance.bench;

import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** A run with each fault, a few at a time as in the own tests: how long each takes, and all of them together. */
final class FaultMatrixRuns implements Part {
    private static final Path PROFILE = Path.of("src/test/resources/fault-matrix-profile.yaml");
    private static final int AT_A_TIME = 6;
    private static final double NANOS = 1e9;

    @Override
    public String title() {
        return "fault matrix";
    }

    @Override
    public Measured measure(Settings settings) throws Exception {
        List<String> faults = settings.matrix().isEmpty()
                ? Stream.of(Fault.values()).map(Fault::label).toList()
                : settings.matrix();
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            long start = System.nanoTime();
            List<Future<Statement>> runs =
                    faults.stream().map(fault -> pool.submit(() -> run(fault))).toList();
            List<Double> seconds = new ArrayList<>();
            for (Future<Statement> run : runs) {
                seconds.add(run.get().took().toNanos() / NANOS);
            }
            double whole = (System.nanoTime() - start) / NANOS;
            return new Measured(
                    List.of(
                            new Figure("one fault's run", "seconds", seconds),
                            new Figure(
                                    faults.size() + " faults, " + AT_A_TIME + " at a time", "seconds", List.of(whole))),
                    List.of());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Statement run(String fault) {
        Statement statement = new ConformanceLauncher(Profiles.load(PROFILE, Map.of("fault", fault))).run();
        if (!statement.judgedAnything()) {
            throw new IllegalStateException("the run with " + fault + " judged nothing");
        }
        return statement;
    }
}
