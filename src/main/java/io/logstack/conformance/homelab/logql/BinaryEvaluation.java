package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** An operator between the series of two queries, or between series and a number. */
final class BinaryEvaluation {
    private BinaryEvaluation() {}

    static MetricEvaluation of(Plan.Binary plan, LogSource source, long start, long end) {
        MetricEvaluation left = MetricEvaluation.of(plan.left(), source, start, end);
        MetricEvaluation right = MetricEvaluation.of(plan.right(), source, start, end);
        if (plan.left() instanceof Plan.Literal literal) {
            return time -> withLiteral(plan, literal.value(), true, right.at(time));
        }
        if (plan.right() instanceof Plan.Literal literal) {
            return time -> withLiteral(plan, literal.value(), false, left.at(time));
        }
        return time -> plan.operator().isSet()
                ? sets(plan, left.at(time), right.at(time))
                : matched(plan, left.at(time), right.at(time));
    }

    private static List<Result.Sample> withLiteral(
            Plan.Binary plan, double literal, boolean literalLeft, List<Result.Sample> samples) {
        List<Result.Sample> results = new ArrayList<>();
        for (Result.Sample sample : samples) {
            OptionalDouble value = literalLeft
                    ? plan.operator().apply(literal, sample.value(), plan.bool())
                    : plan.operator().apply(sample.value(), literal, plan.bool());
            if (value.isPresent()) {
                // A comparison without bool keeps the series as it is, on whichever side it stands.
                boolean kept = plan.operator().isComparison() && !plan.bool();
                results.add(kept ? sample : new Result.Sample(sample.labels(), value.getAsDouble()));
            }
        }
        return results;
    }

    private static Labels signature(Plan.Binary plan, Labels labels) {
        return (plan.matching() == null ? labels : plan.matching().apply(labels)).withoutEmpty();
    }

    private static List<Result.Sample> sets(Plan.Binary plan, List<Result.Sample> left, List<Result.Sample> right) {
        Set<Labels> leftSignatures = new HashSet<>();
        Set<Labels> rightSignatures = new HashSet<>();
        left.forEach(sample -> leftSignatures.add(signature(plan, sample.labels())));
        right.forEach(sample -> rightSignatures.add(signature(plan, sample.labels())));
        List<Result.Sample> results = new ArrayList<>();
        for (Result.Sample sample : left) {
            boolean inRight = rightSignatures.contains(signature(plan, sample.labels()));
            if (plan.operator() == Operator.OR || inRight == (plan.operator() == Operator.AND)) {
                results.add(sample);
            }
        }
        if (plan.operator() == Operator.OR) {
            right.stream()
                    .filter(sample -> !leftSignatures.contains(signature(plan, sample.labels())))
                    .forEach(results::add);
        }
        return results;
    }

    private static List<Result.Sample> matched(Plan.Binary plan, List<Result.Sample> left, List<Result.Sample> right) {
        Map<Labels, Result.Sample> rightBySignature = new HashMap<>();
        for (Result.Sample sample : right) {
            if (rightBySignature.put(signature(plan, sample.labels()), sample) != null) {
                throw new QueryException(
                        "found duplicate series on the right hand-side;many-to-many matching not allowed:"
                                + " matching labels must be unique on one side");
            }
        }
        List<Result.Sample> results = new ArrayList<>();
        Set<Labels> seen = new HashSet<>();
        for (Result.Sample sample : left) {
            Labels signature = signature(plan, sample.labels());
            Result.Sample other = rightBySignature.get(signature);
            if (other == null) {
                continue;
            }
            if (!seen.add(signature)) {
                throw new QueryException("multiple matches for labels: many-to-one matching must be explicit"
                        + " (group_left/group_right)");
            }
            OptionalDouble value = plan.operator().apply(sample.value(), other.value(), plan.bool());
            if (value.isPresent()) {
                results.add(new Result.Sample(signature, value.getAsDouble()));
            }
        }
        return results;
    }
}
