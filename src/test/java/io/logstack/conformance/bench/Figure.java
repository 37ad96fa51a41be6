package io.logstack.conformance.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured several times.
 *
 * @param name what, unique within its part
 * @param unit as Prometheus names it
 * @param samples in the order in which they were measured, one at least
 */
record Figure(String name, String unit, List<Double> samples) {
    Figure {
        samples = List.copyOf(samples);
        if (samples.isEmpty() || samples.stream().anyMatch(sample -> !Double.isFinite(sample))) {
            throw new IllegalArgumentException("'" + name + "' was not measured: " + samples);
        }
    }

    double median() {
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return Arrays.stream(array()).min().orElseThrow();
    }

    double max() {
        return Arrays.stream(array()).max().orElseThrow();
    }

    double[] array() {
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
