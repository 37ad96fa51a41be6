package io.logstack.conformance.expectations.traffic;

import io.logstack.conformance.stack.Sample;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;

/**
 * The buckets of a histogram of latencies.
 *
 * @param upTo by upper bound in seconds, infinity included, how many took so long at most
 */
public record LatencyBuckets(NavigableMap<Double, Double> upTo) {
    public static final LatencyBuckets NONE = new LatencyBuckets(new TreeMap<>());

    public LatencyBuckets {
        upTo = Collections.unmodifiableNavigableMap(new TreeMap<>(upTo));
    }

    /** Of samples with a label {@code le}; those whose bound cannot be read, and {@code NaN}, are left out. */
    public static LatencyBuckets of(List<Sample> samples) {
        NavigableMap<Double, Double> upTo = new TreeMap<>();
        samples.stream().filter(sample -> Double.isFinite(sample.value())).forEach(sample -> {
            String bound = sample.labels().getOrDefault("le", "");
            if (bound.equals("+Inf")) {
                upTo.merge(Double.POSITIVE_INFINITY, sample.value(), Double::sum);
            } else if (bound.matches("[0-9.eE+-]+")) {
                upTo.merge(Double.valueOf(bound), sample.value(), Double::sum);
            }
        });
        return new LatencyBuckets(upTo);
    }

    public LatencyBuckets plus(LatencyBuckets other) {
        return combined(other, Double::sum);
    }

    /** Without others, of which no bucket can hold more than these. */
    public LatencyBuckets minus(LatencyBuckets other) {
        return combined(other, (own, others) -> Math.max(0, own - others));
    }

    private LatencyBuckets combined(LatencyBuckets other, DoubleBinaryOperator operator) {
        TreeSet<Double> bounds = new TreeSet<>(upTo.keySet());
        bounds.addAll(other.upTo.keySet());
        NavigableMap<Double, Double> combined = new TreeMap<>();
        double least = 0;
        for (double bound : bounds) {
            least = Math.max(least, operator.applyAsDouble(at(bound), other.at(bound)));
            combined.put(bound, least);
        }
        return new LatencyBuckets(combined);
    }

    private double at(double bound) {
        Map.Entry<Double, Double> bucket = upTo.floorEntry(bound);
        return bucket == null ? 0 : bucket.getValue();
    }

    /** How many there are in all; 0 without a bucket up to infinity, since that is what it tells. */
    public double count() {
        return upTo.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    }

    /**
     * A quantile in seconds, as Prometheus interpolates it in the bucket that it falls into; infinite when that is the last.
     *
     * @throws IllegalStateException when there is nothing in the buckets
     */
    public double quantile(double share) {
        if (!(count() > 0)) {
            throw new IllegalStateException("there is no quantile of nothing");
        }
        double rank = share * count();
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
            double bound = bucket.getKey();
            if (bucket.getValue() >= rank) {
                return Double.isInfinite(bound)
                        ? bound
                        : lower + (bound - lower) * (rank - below) / (bucket.getValue() - below);
            }
            lower = bound;
            below = bucket.getValue();
        }
        return Double.POSITIVE_INFINITY;
    }
}
