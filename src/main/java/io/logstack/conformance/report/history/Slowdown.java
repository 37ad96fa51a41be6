package io.logstack.conformance.report.history;

import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.Measured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that takes longer than it did, by more than it varies from run to run.
 *
 * <p>A time is held against the kept runs in which it was measured, the verdict being the same, and there must be
 * {@value #RUNS_AT_LEAST} of them. It is slower when it exceeds their median by more than {@value #SPREADS} spreads, by more
 * than half the median, and by more than what a machine that is busy with something else makes of it: a second of the time
 * that judging took, 100 ms of a latency that was measured. The spread is their median absolute deviation from
 * the median, times {@value #NORMAL} so that it is the standard deviation where times are normally distributed: one slow
 * night among them moves neither.
 *
 * @param id of the expectation, or empty for the run as a whole
 * @param what was measured
 * @param seconds in the run that is compared
 * @param median of the kept runs, in seconds
 * @param spread of the kept runs, in seconds
 * @param runs how many there are
 */
public record Slowdown(String id, String what, double seconds, double median, double spread, int runs) {
    /** Fewer say nothing about how times vary. */
    static final int RUNS_AT_LEAST = 5;

    private static final double SPREADS = 5;
    private static final double NORMAL = 1.4826;
    private static final double SHARE = 0.5;
    private static final double JUDGING_SECONDS = 1;
    private static final double LATENCY_SECONDS = 0.1;
    private static final String JUDGING = "judging it";

    /** All that is slower in a run than in the ones before it: the run as a whole, then what grew most times first. */
    static List<Slowdown> of(PastRun run, List<PastRun> kept) {
        List<Slowdown> slower = new ArrayList<>();
        of(
                        "",
                        "the whole run",
                        run.statement().seconds(),
                        kept.stream().map(before -> before.statement().seconds()),
                        JUDGING_SECONDS)
                .ifPresent(slower::add);
        for (JudgedExpectation judged : run.statement().expectations()) {
            if (!judged.verdict().judged()) {
                continue;
            }
            List<JudgedExpectation> alike = kept.stream()
                    .flatMap(before -> before.judged(judged.id()).stream())
                    .filter(before -> before.verdict() == judged.verdict())
                    .toList();
            of(judged.id(), JUDGING, judged.seconds(), alike.stream().map(JudgedExpectation::seconds), JUDGING_SECONDS)
                    .ifPresent(slower::add);
            List<Map<String, Double>> before =
                    alike.stream().map(Slowdown::latencies).toList();
            latencies(judged).forEach((name, seconds) -> {
                Stream<Double> samples = before.stream().flatMap(one -> Stream.ofNullable(one.get(name)));
                of(judged.id(), name, seconds, samples, LATENCY_SECONDS).ifPresent(slower::add);
            });
        }
        slower.sort(Comparator.comparing((Slowdown one) -> !one.id().isEmpty())
                .thenComparing(one -> one.median() / one.seconds()));
        return slower;
    }

    /** What it measured in seconds and held against an upper limit, by name: more of it is slower. */
    private static Map<String, Double> latencies(JudgedExpectation judged) {
        Map<String, Double> latencies = new LinkedHashMap<>();
        for (Measured measured : judged.evidence()) {
            String threshold = measured.threshold();
            if (measured.unit().equals("seconds") && threshold != null && threshold.startsWith("<")) {
                measured.number().ifPresent(seconds -> latencies.put(measured.name(), seconds));
            }
        }
        return latencies;
    }

    private static Optional<Slowdown> of(String id, String what, double now, Stream<Double> before, double atLeast) {
        double[] samples = before.mapToDouble(Double::doubleValue).toArray();
        if (samples.length < RUNS_AT_LEAST) {
            return Optional.empty();
        }
        double median = median(samples);
        double spread = NORMAL
                * median(Arrays.stream(samples)
                        .map(sample -> Math.abs(sample - median))
                        .toArray());
        double allowed = Math.max(atLeast, Math.max(SPREADS * spread, SHARE * median));
        return now - median > allowed
                ? Optional.of(new Slowdown(id, what, now, median, spread, samples.length))
                : Optional.empty();
    }

    private static double median(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
