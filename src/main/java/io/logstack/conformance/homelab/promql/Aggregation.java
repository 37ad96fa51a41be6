package io.logstack.conformance.homelab.promql;

import io.logstack.conformance.homelab.promql.Value.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** PromQL's aggregation operators. */
enum Aggregation {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT,
    GROUP,
    STDDEV,
    STDVAR,
    TOPK,
    BOTTOMK,
    QUANTILE;

    static Optional<Aggregation> of(String name) {
        for (Aggregation aggregation : values()) {
            if (aggregation.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(aggregation);
            }
        }
        return Optional.empty();
    }

    boolean takesParameter() {
        return this == TOPK || this == BOTTOMK || this == QUANTILE;
    }

    List<Sample> apply(Evaluation evaluation, Expression.Aggregate aggregate) {
        Map<Map<String, String>, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample sample : evaluation.samples(aggregate.operand())) {
            groups.computeIfAbsent(key(sample.labels(), aggregate), labels -> new ArrayList<>())
                    .add(sample);
        }
        Expression parameter = aggregate.parameter();
        double number = parameter == null ? Double.NaN : evaluation.number(parameter);
        List<Sample> result = new ArrayList<>();
        groups.forEach((labels, samples) -> {
            if (this == TOPK || this == BOTTOMK) {
                result.addAll(extremes(samples, number));
            } else {
                result.add(new Sample(
                        labels,
                        reduce(samples.stream().mapToDouble(Sample::value).toArray(), number)));
            }
        });
        return result;
    }

    private static Map<String, String> key(Map<String, String> labels, Expression.Aggregate aggregate) {
        Map<String, String> key = new TreeMap<>(labels);
        if (aggregate.without()) {
            key.keySet().removeAll(aggregate.labels());
            key.remove(Series.NAME);
        } else {
            key.keySet().retainAll(aggregate.labels());
        }
        return key;
    }

    private List<Sample> extremes(List<Sample> samples, double parameter) {
        if (!(parameter >= 1)) {
            return List.of();
        }
        Comparator<Sample> order = Comparator.comparingDouble(Sample::value);
        // NaN comes last either way: Java's order has it largest.
        Comparator<Sample> chosen = this == TOPK
                ? Comparator.comparing((Sample s) -> Double.isNaN(s.value())).thenComparing(order.reversed())
                : order;
        return samples.stream()
                .sorted(chosen)
                .limit((long) Math.min(parameter, samples.size()))
                .toList();
    }

    private double reduce(double[] values, double parameter) {
        return switch (this) {
            case SUM -> sum(values);
            case AVG -> sum(values) / values.length;
            case MIN -> extreme(values, false);
            case MAX -> extreme(values, true);
            case COUNT -> values.length;
            case GROUP -> 1;
            case STDVAR -> variance(values);
            case STDDEV -> Math.sqrt(variance(values));
            case QUANTILE -> Quantile.of(parameter, values);
            case TOPK, BOTTOMK -> throw new IllegalStateException(this + " keeps samples instead of reducing them");
        };
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static double variance(double[] values) {
        double mean = sum(values) / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / values.length;
    }

    /** The extreme of those that are numbers, or NaN when none is. */
    static double extreme(double[] values, boolean largest) {
        double found = Double.NaN;
        for (double value : values) {
            if (Double.isNaN(found) || (largest ? value > found : value < found)) {
                found = value;
            }
        }
        return found;
    }
}
