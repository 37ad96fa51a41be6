package io.logstack.conformance.homelab.logql;

import java.util.List;

/** A metric query made ready for a range of time. */
interface MetricEvaluation {
    /**
     * The samples at a moment; moments are asked in order.
     *
     * @throws QueryException when it cannot be answered
     */
    List<Result.Sample> at(long time);

    /** Reads what the plan needs from {@code start} to {@code end}, in nanoseconds. */
    static MetricEvaluation of(Plan.Metric plan, LogSource source, long start, long end) {
        if (plan instanceof Plan.Literal literal) {
            return time -> List.of(new Result.Sample(Labels.NONE, literal.value()));
        }
        if (plan instanceof Plan.Vector vector) {
            return time -> List.of(new Result.Sample(Labels.NONE, vector.value()));
        }
        if (plan instanceof Plan.Binary binary) {
            return BinaryEvaluation.of(binary, source, start, end);
        }
        if (plan instanceof Plan.VectorAggregation aggregation) {
            MetricEvaluation inner = aggregation.of() instanceof Plan.RangeAggregation range
                            && aggregation.operation() == VectorOperation.SUM
                            && range.operation().groupedBySum()
                            && range.grouping() == null
                    ? RangeEvaluation.of(
                            range,
                            aggregation.grouping() == null ? Grouping.of(false, List.of()) : aggregation.grouping(),
                            source,
                            start,
                            end)
                    : of(aggregation.of(), source, start, end);
            return time -> VectorEvaluation.aggregate(aggregation, inner.at(time));
        }
        Plan.RangeAggregation range = (Plan.RangeAggregation) plan;
        Grouping grouping = range.grouping() == null ? Grouping.EVERYTHING : range.grouping();
        return RangeEvaluation.of(range, grouping, source, start, end);
    }
}
