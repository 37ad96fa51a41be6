package io.logstack.conformance.homelab.promql;

import io.logstack.conformance.homelab.promql.Value.Matrix;
import io.logstack.conformance.homelab.promql.Value.Sample;
import io.logstack.conformance.homelab.promql.Value.Scalar;
import io.logstack.conformance.homelab.promql.Value.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The functions that the homelab's Prometheus knows, with the types of their arguments. */
// The functions in it have no state.
@SuppressWarnings("ImmutableEnumChecker")
enum Function {
    RATE(range((s, m) -> Increase.over(s, m.start(), m.end(), true, true)), ValueType.MATRIX),
    INCREASE(range((s, m) -> Increase.over(s, m.start(), m.end(), true, false)), ValueType.MATRIX),
    DELTA(range((s, m) -> Increase.over(s, m.start(), m.end(), false, false)), ValueType.MATRIX),
    IRATE(range((s, m) -> Increase.ofLastTwo(s, true)), ValueType.MATRIX),
    IDELTA(range((s, m) -> Increase.ofLastTwo(s, false)), ValueType.MATRIX),
    CHANGES(range((s, m) -> (double) LabelsAndCounts.changes(s.values())), ValueType.MATRIX),
    RESETS(range((s, m) -> (double) LabelsAndCounts.resets(s.values())), ValueType.MATRIX),
    AVG_OVER_TIME(overTime(values -> Aggregation.sum(values) / values.length), ValueType.MATRIX),
    MIN_OVER_TIME(overTime(values -> Aggregation.extreme(values, false)), ValueType.MATRIX),
    MAX_OVER_TIME(overTime(values -> Aggregation.extreme(values, true)), ValueType.MATRIX),
    SUM_OVER_TIME(overTime(Aggregation::sum), ValueType.MATRIX),
    COUNT_OVER_TIME(overTime(values -> values.length), ValueType.MATRIX),
    PRESENT_OVER_TIME(overTime(values -> 1), ValueType.MATRIX),
    STDDEV_OVER_TIME(overTime(values -> Math.sqrt(Aggregation.variance(values))), ValueType.MATRIX),
    STDVAR_OVER_TIME(overTime(Aggregation::variance), ValueType.MATRIX),
    LAST_OVER_TIME(LabelsAndCounts::last, ValueType.MATRIX),
    QUANTILE_OVER_TIME(LabelsAndCounts::quantileOverTime, ValueType.SCALAR, ValueType.MATRIX),
    ABSENT_OVER_TIME(
            (at, arguments) -> LabelsAndCounts.absent(
                    arguments.get(0), at.ranges(arguments.get(0)).series().isEmpty()),
            ValueType.MATRIX),
    ABSENT(
            (at, arguments) -> LabelsAndCounts.absent(
                    arguments.get(0), at.samples(arguments.get(0)).isEmpty()),
            ValueType.VECTOR),
    HISTOGRAM_QUANTILE(
            (at, arguments) ->
                    new Vector(Quantile.ofHistograms(at.number(arguments.get(0)), at.samples(arguments.get(1)))),
            ValueType.SCALAR,
            ValueType.VECTOR),
    ABS(each(Math::abs), ValueType.VECTOR),
    CEIL(each(Math::ceil), ValueType.VECTOR),
    FLOOR(each(Math::floor), ValueType.VECTOR),
    EXP(each(Math::exp), ValueType.VECTOR),
    LN(each(Math::log), ValueType.VECTOR),
    LOG2(each(value -> Math.log(value) / Math.log(2)), ValueType.VECTOR),
    LOG10(each(Math::log10), ValueType.VECTOR),
    SQRT(each(Math::sqrt), ValueType.VECTOR),
    SGN(each(value -> value == 0 ? value : Math.signum(value)), ValueType.VECTOR),
    ROUND(1, LabelsAndCounts::round, ValueType.VECTOR, ValueType.SCALAR),
    CLAMP_MIN(
            (at, arguments) -> {
                double min = at.number(arguments.get(1));
                return mapped(at, arguments.get(0), value -> Math.max(value, min));
            },
            ValueType.VECTOR,
            ValueType.SCALAR),
    CLAMP_MAX(
            (at, arguments) -> {
                double max = at.number(arguments.get(1));
                return mapped(at, arguments.get(0), value -> Math.min(value, max));
            },
            ValueType.VECTOR,
            ValueType.SCALAR),
    SORT((at, arguments) -> LabelsAndCounts.sorted(at.samples(arguments.get(0)), false), ValueType.VECTOR),
    SORT_DESC((at, arguments) -> LabelsAndCounts.sorted(at.samples(arguments.get(0)), true), ValueType.VECTOR),
    TIMESTAMP(LabelsAndCounts::timestamp, ValueType.VECTOR),
    LABEL_REPLACE(
            LabelsAndCounts::labelReplace,
            ValueType.VECTOR,
            ValueType.STRING,
            ValueType.STRING,
            ValueType.STRING,
            ValueType.STRING),
    SCALAR(ValueType.SCALAR, LabelsAndCounts::scalar, ValueType.VECTOR),
    TIME(ValueType.SCALAR, (at, arguments) -> new Scalar(at.time() / 1000.0)),
    VECTOR((at, arguments) -> new Vector(List.of(new Sample(Map.of(), at.number(arguments.get(0))))), ValueType.SCALAR);

    /** Computes a function. */
    @FunctionalInterface
    interface Body {
        Value apply(Evaluation at, List<Expression> arguments);
    }

    /** What a function makes of one series' samples in a range; null for nothing. */
    @FunctionalInterface
    private interface RangeBody {
        @Nullable
        Double apply(Series series, Matrix matrix);
    }

    private final ValueType result;
    private final int required;
    private final Body body;
    private final List<ValueType> arguments;

    Function(Body body, ValueType... arguments) {
        this(ValueType.VECTOR, arguments.length, body, arguments);
    }

    Function(ValueType result, Body body, ValueType... arguments) {
        this(result, arguments.length, body, arguments);
    }

    Function(int required, Body body, ValueType... arguments) {
        this(ValueType.VECTOR, required, body, arguments);
    }

    Function(ValueType result, int required, Body body, ValueType... arguments) {
        this.result = result;
        this.required = required;
        this.body = body;
        this.arguments = List.of(arguments);
    }

    static Optional<Function> of(String name) {
        return Arrays.stream(values())
                .filter(function -> function.label().equals(name))
                .findFirst();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    ValueType result() {
        return result;
    }

    /** How many arguments it needs; it takes as many as {@link #arguments} lists. */
    int required() {
        return required;
    }

    List<ValueType> arguments() {
        return arguments;
    }

    Value apply(Evaluation at, List<Expression> given) {
        return body.apply(at, given);
    }

    private static Body range(RangeBody body) {
        return (at, arguments) -> {
            Matrix matrix = at.ranges(arguments.get(0));
            List<Sample> result = new ArrayList<>();
            for (Series series : matrix.series()) {
                Double value = body.apply(series, matrix);
                if (value != null) {
                    result.add(new Sample(Evaluation.nameless(series.labels()), value));
                }
            }
            return new Vector(result);
        };
    }

    private static Body overTime(ToDoubleFunction<double[]> reduction) {
        return range((series, matrix) -> reduction.applyAsDouble(series.values()));
    }

    private static Body each(DoubleUnaryOperator operation) {
        return (at, arguments) -> mapped(at, arguments.get(0), operation);
    }

    static Vector mapped(Evaluation at, Expression argument, DoubleUnaryOperator operation) {
        return new Vector(at.samples(argument).stream()
                .map(sample ->
                        new Sample(Evaluation.nameless(sample.labels()), operation.applyAsDouble(sample.value())))
                .toList());
    }
}
