package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates plans. Stateless but for its source; safe for several threads. */
public final class Engine {
    private final LogSource source;
    private final int maxSeries;

    /** @param maxSeries how many series a metric query may answer */
    public Engine(LogSource source, int maxSeries) {
        this.source = source;
        this.maxSeries = maxSeries;
    }

    /**
     * A log query over {@code [start, end)}.
     *
     * @param limit most entries to answer
     * @param forward oldest first
     */
    public Result.Streams logs(Plan.Log plan, long start, long end, int limit, boolean forward) {
        return LogEvaluation.evaluate(plan, source.select(plan.matchers(), start, end), limit, forward);
    }

    /**
     * A metric query at {@code start}, {@code start + step}, … up to {@code end}, all in nanoseconds.
     *
     * @throws QueryException when it cannot be answered
     */
    public Result.Matrix range(Plan.Metric plan, long start, long end, long step) {
        MetricEvaluation evaluation = MetricEvaluation.of(plan, source, start, end);
        Map<Labels, List<Result.Point>> series = new LinkedHashMap<>();
        for (long time = start; time <= end; time += step) {
            for (Result.Sample sample : evaluation.at(time)) {
                series.computeIfAbsent(sample.labels(), labels -> new ArrayList<>())
                        .add(new Result.Point(time, sample.value()));
                check(series.size());
            }
        }
        return new Result.Matrix(series.entrySet().stream()
                .map(entry -> new Result.Series(entry.getKey(), entry.getValue()))
                .toList());
    }

    /**
     * A metric query at one moment.
     *
     * @throws QueryException when it cannot be answered
     */
    public Result instant(Plan.Metric plan, long time) {
        if (plan instanceof Plan.Literal literal) {
            return new Result.Scalar(literal.value());
        }
        List<Result.Sample> samples =
                MetricEvaluation.of(plan, source, time, time).at(time);
        check(samples.size());
        return new Result.Vector(samples);
    }

    private void check(int series) {
        if (series > maxSeries) {
            throw new QueryException("maximum of series (" + maxSeries + ") reached for a single query");
        }
    }
}
