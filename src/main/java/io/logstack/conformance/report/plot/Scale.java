package io.logstack.conformance.report.plot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where values lie along an axis.
 *
 * @param from value at the axis' beginning
 * @param to value at its end, greater
 * @param start where the axis begins on the canvas
 * @param end where it ends
 * @param logarithmic whether equal factors are equally far apart
 */
record Scale(double from, double to, double start, double end, boolean logarithmic) {
    /** By how much values must differ for a scale to be logarithmic. */
    private static final double WIDE = 30;

    private static final int STEPS = 5;
    private static final double[] NICE = {1, 2, 5, 10};

    /** From zero, or from the least value below it, to the greatest or somewhat beyond. */
    static Scale linear(Collection<Double> values, double start, double end) {
        double least = Math.min(0, least(values));
        double greatest = Math.max(greatest(values), least);
        double step = step(greatest == least ? 1 : greatest - least);
        return new Scale(
                Math.floor(least / step) * step,
                Math.max(1, Math.ceil(greatest / step - 1e-9)) * step,
                start,
                end,
                false);
    }

    /** From the least to the greatest, as close as they are. */
    static Scale tight(Collection<Double> values, double start, double end) {
        double least = least(values);
        double greatest = greatest(values);
        return new Scale(least, greatest > least ? greatest : least + 1, start, end, false);
    }

    /** Logarithmic where linear would press all but a few values together. */
    static Scale fitting(Collection<Double> values, double start, double end) {
        double least = least(values);
        double greatest = greatest(values);
        return least > 0 && greatest / least > WIDE
                ? new Scale(least / 1.2, greatest * 1.2, start, end, true)
                : linear(values, start, end);
    }

    double at(double value) {
        double share = logarithmic
                ? (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))
                : (value - from) / (to - from);
        return start + share * (end - start);
    }

    /** Round values along it. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = Math.pow(10, Math.ceil(Math.log10(from))); tick <= to; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double step = step(to - from);
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static double step(double span) {
        double rough = span / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double nice : NICE) {
            if (nice * power >= rough * (1 - 1e-9)) {
                return nice * power;
            }
        }
        return 10 * power;
    }

    private static double least(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    private static double greatest(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }
}
