package io.logstack.conformance.homelab.promql;

import io.logstack.conformance.homelab.promql.Value.Sample;
import io.logstack.conformance.homelab.promql.Value.Scalar;
import io.logstack.conformance.homelab.promql.Value.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A binary operation: on scalars, between a scalar and a vector, and between vectors matched by labels. */
record BinaryEvaluation(Expression.Binary binary) {

    Value of(Value left, Value right) {
        if (left instanceof Scalar a && right instanceof Scalar b) {
            return new Scalar(binary.operator().apply(a.value(), b.value()));
        }
        if (left instanceof Vector a && right instanceof Scalar b) {
            return Evaluation.distinct(withScalar(a, b.value(), false));
        }
        if (left instanceof Scalar a && right instanceof Vector b) {
            return Evaluation.distinct(withScalar(b, a.value(), true));
        }
        if (left instanceof Vector a && right instanceof Vector b) {
            return switch (binary.operator()) {
                case AND -> new Vector(kept(a.samples(), b.samples(), true));
                case UNLESS -> new Vector(kept(a.samples(), b.samples(), false));
                case OR -> {
                    List<Sample> all = new ArrayList<>(a.samples());
                    all.addAll(kept(b.samples(), a.samples(), false));
                    yield new Vector(all);
                }
                default -> matched(a.samples(), b.samples());
            };
        }
        throw new IllegalStateException("the type check let no such operation through: " + binary);
    }

    private Vector withScalar(Vector vector, double scalar, boolean scalarFirst) {
        List<Sample> result = new ArrayList<>();
        for (Sample sample : vector.samples()) {
            Double value = scalarFirst
                    ? computed(scalar, sample.value(), sample.value())
                    : computed(sample.value(), scalar, sample.value());
            if (value != null) {
                result.add(new Sample(dropsName() ? Evaluation.nameless(sample.labels()) : sample.labels(), value));
            }
        }
        return new Vector(result);
    }

    /** Null where a comparison filters the sample out. */
    private @Nullable Double computed(double left, double right, double kept) {
        double value = binary.operator().apply(left, right);
        if (binary.operator().kind() == BinaryOperator.Kind.ARITHMETIC || binary.bool()) {
            return value;
        }
        return value == 1 ? kept : null;
    }

    private boolean dropsName() {
        return binary.operator().kind() == BinaryOperator.Kind.ARITHMETIC || binary.bool();
    }

    private List<Sample> kept(List<Sample> samples, List<Sample> others, boolean whenMatched) {
        Set<Map<String, String>> signatures = new HashSet<>();
        others.forEach(other -> signatures.add(binary.matching().signature(other.labels())));
        return samples.stream()
                .filter(sample -> signatures.contains(binary.matching().signature(sample.labels())) == whenMatched)
                .toList();
    }

    private Vector matched(List<Sample> left, List<Sample> right) {
        Matching matching = binary.matching();
        boolean swapped = matching.cardinality() == Matching.Cardinality.ONE_TO_MANY;
        Map<Map<String, String>, Sample> ones = ones(swapped ? left : right, swapped ? "left" : "right");
        Map<Map<String, String>, Set<Map<String, String>>> done = new HashMap<>();
        List<Sample> result = new ArrayList<>();
        for (Sample many : swapped ? right : left) {
            Map<String, String> signature = matching.signature(many.labels());
            Sample one = ones.get(signature);
            if (one == null) {
                continue;
            }
            double first = swapped ? one.value() : many.value();
            double second = swapped ? many.value() : one.value();
            Double value = computed(first, second, first);
            if (value == null) {
                continue;
            }
            Map<String, String> labels = resultLabels(many.labels(), one.labels());
            if (!done.computeIfAbsent(signature, s -> new HashSet<>()).add(labels)) {
                throw QueryException.execution(
                        matching.cardinality() == Matching.Cardinality.ONE_TO_ONE
                                ? "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
                                : "multiple matches for labels: grouping labels must ensure unique matches");
            }
            result.add(new Sample(labels, value));
        }
        return new Vector(result);
    }

    private Map<Map<String, String>, Sample> ones(List<Sample> samples, String side) {
        Map<Map<String, String>, Sample> ones = new HashMap<>();
        for (Sample sample : samples) {
            Map<String, String> signature = binary.matching().signature(sample.labels());
            Sample other = ones.put(signature, sample);
            if (other != null) {
                throw QueryException.execution("found duplicate series for the match group " + signature + " on the "
                        + side + " hand-side of the operation: [" + other.labels() + ", " + sample.labels()
                        + "];many-to-many matching not allowed: matching labels must be unique on one side");
            }
        }
        return ones;
    }

    private Map<String, String> resultLabels(Map<String, String> many, Map<String, String> one) {
        Matching matching = binary.matching();
        Map<String, String> labels = new TreeMap<>(many);
        if (dropsName()) {
            labels.remove(Series.NAME);
        }
        if (matching.cardinality() == Matching.Cardinality.ONE_TO_ONE) {
            if (matching.on()) {
                labels.keySet().retainAll(matching.labels());
            } else {
                labels.keySet().removeAll(matching.labels());
            }
        }
        for (String include : matching.include()) {
            String taken = one.getOrDefault(include, "");
            if (taken.isEmpty()) {
                labels.remove(include);
            } else {
                labels.put(include, taken);
            }
        }
        return labels;
    }
}
