package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Aggregates the series of one moment. */
final class VectorEvaluation {
    private VectorEvaluation() {}

    static List<Result.Sample> aggregate(Plan.VectorAggregation plan, List<Result.Sample> samples) {
        Grouping grouping = plan.grouping() == null ? Grouping.of(false, List.of()) : plan.grouping();
        Map<Labels, List<Result.Sample>> groups = new LinkedHashMap<>();
        for (Result.Sample sample : samples) {
            groups.computeIfAbsent(group(grouping, sample.labels()), labels -> new ArrayList<>())
                    .add(sample);
        }
        List<Result.Sample> results = new ArrayList<>();
        groups.forEach((labels, group) -> {
            switch (plan.operation()) {
                case TOPK, SORT_DESC -> results.addAll(ordered(plan, group, false));
                case BOTTOMK, SORT -> results.addAll(ordered(plan, group, true));
                default -> results.add(new Result.Sample(labels, value(plan.operation(), group)));
            }
        });
        return results;
    }

    private static Labels group(Grouping grouping, Labels labels) {
        Labels group = grouping.apply(labels);
        return grouping.without() ? group.withoutEmpty() : group;
    }

    /** Not-a-number comes last in either order, as the first to give way. */
    private static List<Result.Sample> ordered(
            Plan.VectorAggregation plan, List<Result.Sample> group, boolean ascending) {
        Comparator<Result.Sample> order = Comparator.comparingDouble(Result.Sample::value);
        return group.stream()
                .sorted(Comparator.<Result.Sample, Boolean>comparing(sample -> Double.isNaN(sample.value()))
                        .thenComparing(ascending ? order : order.reversed()))
                .limit(plan.operation().takesParameter() ? plan.parameter() : group.size())
                .toList();
    }

    private static double value(VectorOperation operation, List<Result.Sample> group) {
        double first = group.get(0).value();
        double value = operation == VectorOperation.STDDEV || operation == VectorOperation.STDVAR ? 0 : first;
        double mean = first;
        int count = 1;
        for (Result.Sample sample : group.subList(1, group.size())) {
            double next = sample.value();
            double delta = next - mean;
            count++;
            mean += delta / count;
            value = switch (operation) {
                case SUM, AVG -> value + next;
                case MAX -> value < next || Double.isNaN(value) ? next : value;
                case MIN -> value > next || Double.isNaN(value) ? next : value;
                case STDDEV, STDVAR -> value + delta * (next - mean);
                default -> value;
            };
        }
        return switch (operation) {
            case AVG -> value / count;
            case COUNT -> count;
            case STDVAR -> value / count;
            case STDDEV -> Math.sqrt(value / count);
            default -> value;
        };
    }
}
