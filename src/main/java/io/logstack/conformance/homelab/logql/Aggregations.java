package io.logstack.conformance.homelab.logql;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What range aggregations make of the samples of a window, which is not empty. */
final class Aggregations {
    private Aggregations() {}

    static double aggregate(Plan.RangeAggregation plan, SampleWindow window) {
        double seconds = plan.range().interval() / 1e9;
        int size = window.size();
        return switch (plan.operation()) {
            case COUNT_OVER_TIME -> size;
            case RATE -> (plan.range().unwrap() == null ? size : sum(window)) / seconds;
            case RATE_COUNTER -> rateCounter(window, plan.range().interval());
            case BYTES_RATE -> sum(window) / seconds;
            case BYTES_OVER_TIME, SUM_OVER_TIME -> sum(window);
            case ABSENT_OVER_TIME -> 1;
            case AVG_OVER_TIME -> average(window);
            case MIN_OVER_TIME -> extreme(window, -1);
            case MAX_OVER_TIME -> extreme(window, 1);
            case STDVAR_OVER_TIME -> variance(window);
            case STDDEV_OVER_TIME -> Math.sqrt(variance(window));
            case QUANTILE_OVER_TIME -> quantile(window, plan.parameter() == null ? 0 : plan.parameter());
            case FIRST_OVER_TIME -> window.value(0);
            case LAST_OVER_TIME -> window.value(size - 1);
        };
    }

    private static double sum(SampleWindow window) {
        double sum = 0;
        for (int i = 0; i < window.size(); i++) {
            sum += window.value(i);
        }
        return sum;
    }

    private static double average(SampleWindow window) {
        double mean = 0;
        for (int i = 0; i < window.size(); i++) {
            double value = window.value(i);
            boolean keepInfinity =
                    Double.isInfinite(mean) && !Double.isNaN(value) && (!Double.isInfinite(value) || value == mean);
            if (!keepInfinity) {
                mean += value / (i + 1) - mean / (i + 1);
            }
        }
        return mean;
    }

    private static double extreme(SampleWindow window, int sign) {
        double extreme = window.value(0);
        for (int i = 1; i < window.size(); i++) {
            double value = window.value(i);
            if (Double.isNaN(extreme) || (sign > 0 ? value > extreme : value < extreme)) {
                extreme = value;
            }
        }
        return extreme;
    }

    private static double variance(SampleWindow window) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < window.size(); i++) {
            double delta = window.value(i) - mean;
            mean += delta / (i + 1);
            squares += delta * (window.value(i) - mean);
        }
        return squares / window.size();
    }

    private static double quantile(SampleWindow window, double q) {
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double[] sorted =
                IntStream.range(0, window.size()).mapToDouble(window::value).toArray();
        Arrays.sort(sorted);
        double rank = q * (sorted.length - 1);
        int lower = Math.max(0, (int) Math.floor(rank));
        int upper = Math.min(sorted.length - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    /** The per-second increase of a counter, extrapolated to the window as Prometheus does, resets included. */
    private static double rateCounter(SampleWindow window, long interval) {
        int size = window.size();
        if (size < 2) {
            return 0;
        }
        double increase = window.value(size - 1) - window.value(0);
        for (int i = 1; i < size; i++) {
            if (window.value(i) < window.value(i - 1)) {
                increase += window.value(i - 1);
            }
        }
        // Loki takes the nanoseconds of its samples for milliseconds here, and the range for what it is.
        double covered = (window.time(size - 1) - window.time(0)) / 1e3;
        double toStart = interval / 1e6 / 1e3;
        double between = covered / (size - 1);
        if (increase > 0 && window.value(0) >= 0) {
            toStart = Math.min(toStart, covered * (window.value(0) / increase));
        }
        double extrapolated = covered + (toStart < between * 1.1 ? toStart : between / 2);
        return increase * (extrapolated / covered) / (interval / 1e9);
    }
}
