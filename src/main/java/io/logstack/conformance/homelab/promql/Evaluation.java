package io.logstack.conformance.homelab.promql;

import io.logstack.conformance.homelab.promql.Value.Matrix;
import io.logstack.conformance.homelab.promql.Value.Sample;
import io.logstack.conformance.homelab.promql.Value.Scalar;
import io.logstack.conformance.homelab.promql.Value.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates an expression at one time, in milliseconds since the epoch. */
record Evaluation(SeriesSource source, long time) {
    private static final long LOOK_BACK = 5 * 60_000L;

    Value value(Expression expression) {
        if (expression instanceof Expression.NumberLiteral number) {
            return new Scalar(number.value());
        }
        if (expression instanceof Expression.StringLiteral text) {
            return new Value.Text(text.value());
        }
        if (expression instanceof Expression.Selector selector) {
            return selector.range() > 0 ? matrix(selector) : vector(selector, null);
        }
        if (expression instanceof Expression.Unary unary) {
            return unary(unary);
        }
        if (expression instanceof Expression.Aggregate aggregate) {
            return new Vector(aggregate.operator().apply(this, aggregate));
        }
        if (expression instanceof Expression.Binary binary) {
            return new BinaryEvaluation(binary).of(value(binary.left()), value(binary.right()));
        }
        if (expression instanceof Expression.Call call) {
            return distinct(call.function().apply(this, call.arguments()));
        }
        throw new IllegalStateException("no evaluation of " + expression);
    }

    List<Sample> samples(Expression expression) {
        if (value(expression) instanceof Vector vector) {
            return vector.samples();
        }
        throw new IllegalStateException("the type check let no instant vector through: " + expression);
    }

    double number(Expression expression) {
        if (value(expression) instanceof Scalar scalar) {
            return scalar.value();
        }
        throw new IllegalStateException("the type check let no scalar through: " + expression);
    }

    String text(Expression expression) {
        if (value(expression) instanceof Value.Text text) {
            return text.value();
        }
        throw new IllegalStateException("the type check let no string through: " + expression);
    }

    Matrix ranges(Expression expression) {
        if (value(expression) instanceof Matrix matrix) {
            return matrix;
        }
        throw new IllegalStateException("the type check let no range vector through: " + expression);
    }

    /** The newest samples, or their times in seconds when {@code times} is asked for. */
    Vector vector(Expression.Selector selector, @Nullable Boolean times) {
        long at = time - selector.offset();
        List<Sample> found = new ArrayList<>();
        for (Series series : source.select(selector.matchers(), at - LOOK_BACK, at)) {
            int last = series.times().length - 1;
            if (last >= 0 && !Series.stale(series.values()[last])) {
                boolean asTime = times != null && times;
                found.add(new Sample(series.labels(), asTime ? series.times()[last] / 1000.0 : series.values()[last]));
            }
        }
        return new Vector(found);
    }

    private Matrix matrix(Expression.Selector selector) {
        long end = time - selector.offset();
        long start = end - selector.range();
        List<Series> found = new ArrayList<>();
        for (Series series : source.select(selector.matchers(), start, end)) {
            Series live = withoutStale(series);
            if (live.times().length > 0) {
                found.add(live);
            }
        }
        return new Matrix(found, start, end);
    }

    private static Series withoutStale(Series series) {
        if (Arrays.stream(series.values()).noneMatch(Series::stale)) {
            return series;
        }
        long[] times = new long[series.times().length];
        double[] values = new double[times.length];
        int kept = 0;
        for (int i = 0; i < times.length; i++) {
            if (!Series.stale(series.values()[i])) {
                times[kept] = series.times()[i];
                values[kept++] = series.values()[i];
            }
        }
        return new Series(series.labels(), Arrays.copyOf(times, kept), Arrays.copyOf(values, kept));
    }

    private Value unary(Expression.Unary unary) {
        Value operand = value(unary.operand());
        if (!unary.negative()) {
            return operand;
        }
        if (operand instanceof Scalar scalar) {
            return new Scalar(-scalar.value());
        }
        return distinct(new Vector(samples(unary.operand()).stream()
                .map(sample -> new Sample(nameless(sample.labels()), -sample.value()))
                .toList()));
    }

    static Map<String, String> nameless(Map<String, String> labels) {
        if (!labels.containsKey(Series.NAME)) {
            return labels;
        }
        Map<String, String> kept = new TreeMap<>(labels);
        kept.remove(Series.NAME);
        return kept;
    }

    static Value distinct(Value value) {
        if (value instanceof Vector vector) {
            Set<Map<String, String>> seen = new HashSet<>();
            for (Sample sample : vector.samples()) {
                if (!seen.add(sample.labels())) {
                    throw QueryException.execution("vector cannot contain metrics with the same labelset");
                }
            }
        }
        return value;
    }
}
