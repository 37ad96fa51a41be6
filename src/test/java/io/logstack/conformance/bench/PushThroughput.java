package io.logstack.conformance.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@link PushBenchmark}, run by JMH. */
final class PushThroughput implements Part {
    @Override
    public String title() {
        return "push throughput";
    }

    @Override
    public Measured measure(Settings settings) throws RunnerException {
        Figure workload = run("workload", "the workload");
        Figure loop = run("bareLoop", "a bare loop over the same client");
        Figure lines = run("linesAlone", "making the workload's lines alone");
        return new Measured(
                List.of(workload, loop, lines), List.of(Ratio.of("workload over bare loop", workload, loop)));
    }

    private static Figure run(String method, String name) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PushBenchmark.class.getName() + "\\." + method + "$")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<Double> samples = new ArrayList<>();
        for (RunResult result : results) {
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    samples.add(iteration.getPrimaryResult().getScore());
                }
            }
        }
        return new Figure(name, "lines per second", samples);
    }
}
