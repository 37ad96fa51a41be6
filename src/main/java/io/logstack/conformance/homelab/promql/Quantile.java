package io.logstack.conformance.homelab.promql;

import io.logstack.conformance.homelab.promql.Value.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Quantiles: of values, and of classic histograms' buckets. */
final class Quantile {
    private record Bucket(double upperBound, double count) {}

    private Quantile() {}

    /** The quantile of values, interpolated between the two that surround it. */
    static double of(double quantile, double[] values) {
        if (values.length == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return outside(quantile);
        }
        double[] sorted = ascending(values);
        double rank = quantile * (sorted.length - 1);
        int lower = (int) Math.floor(rank);
        int upper = Math.min(lower + 1, sorted.length - 1);
        double weight = rank - lower;
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    /** NaN comes first in Prometheus' order, last in Java's. */
    private static double[] ascending(double[] values) {
        double[] numbers = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        double[] sorted = new double[values.length];
        int notNumbers = values.length - numbers.length;
        Arrays.fill(sorted, 0, notNumbers, Double.NaN);
        System.arraycopy(numbers, 0, sorted, notNumbers, numbers.length);
        return sorted;
    }

    /** {@code histogram_quantile}: one sample for each set of labels that has buckets. */
    static List<Sample> ofHistograms(double quantile, List<Sample> bucketSamples) {
        Map<Map<String, String>, List<Bucket>> histograms = new LinkedHashMap<>();
        for (Sample sample : bucketSamples) {
            Map<String, String> labels = new TreeMap<>(Evaluation.nameless(sample.labels()));
            String bound = labels.remove("le");
            Double upperBound = bound == null ? null : Numbers.parse(bound);
            if (upperBound != null) {
                histograms
                        .computeIfAbsent(labels, key -> new ArrayList<>())
                        .add(new Bucket(upperBound, sample.value()));
            }
        }
        List<Sample> result = new ArrayList<>();
        histograms.forEach((labels, buckets) -> result.add(new Sample(labels, ofBuckets(quantile, buckets))));
        return result;
    }

    private static double ofBuckets(double quantile, List<Bucket> given) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return outside(quantile);
        }
        List<Bucket> buckets = cumulative(given);
        Bucket all = buckets.get(buckets.size() - 1);
        if (all.upperBound() != Double.POSITIVE_INFINITY || buckets.size() < 2 || !(all.count() > 0)) {
            return Double.NaN;
        }
        double rank = quantile * all.count();
        int found = 0;
        while (found < buckets.size() - 1 && buckets.get(found).count() < rank) {
            found++;
        }
        if (found == buckets.size() - 1) {
            return buckets.get(found - 1).upperBound();
        }
        double end = buckets.get(found).upperBound();
        if (found == 0 && end <= 0) {
            return end;
        }
        double start = found == 0 ? 0 : buckets.get(found - 1).upperBound();
        double before = found == 0 ? 0 : buckets.get(found - 1).count();
        double inside = buckets.get(found).count() - before;
        return start + (end - start) * ((rank - before) / inside);
    }

    /** Sorted, equal bounds added up, and never falling: scrapes and rates can leave small dents. */
    private static List<Bucket> cumulative(List<Bucket> given) {
        List<Bucket> sorted = new ArrayList<>(given);
        sorted.sort(Comparator.comparingDouble(Bucket::upperBound));
        List<Bucket> merged = new ArrayList<>();
        for (Bucket bucket : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).upperBound() == bucket.upperBound()) {
                merged.set(
                        last, new Bucket(bucket.upperBound(), merged.get(last).count() + bucket.count()));
            } else {
                merged.add(bucket);
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < merged.size(); i++) {
            Bucket bucket = merged.get(i);
            if (bucket.count() > most) {
                most = bucket.count();
            } else if (bucket.count() < most) {
                merged.set(i, new Bucket(bucket.upperBound(), most));
            }
        }
        return merged;
    }

    private static double outside(double quantile) {
        return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}
