package io.logstack.conformance.homelab.promql;

import org.jspecify.annotations.Nullable;

/** How much a counter or gauge changed over a range, extrapolated to the range's ends as Prometheus does. */
final class Increase {
    private Increase() {}

    /** {@code rate} and {@code increase} for counters, {@code delta} for gauges; NaN-free absence is null. */
    static @Nullable Double over(Series series, long start, long end, boolean counter, boolean perSecond) {
        long[] times = series.times();
        double[] values = series.values();
        int last = times.length - 1;
        if (last < 1) {
            return null;
        }
        double change = values[last] - values[0];
        if (counter) {
            for (int i = 1; i <= last; i++) {
                if (values[i] < values[i - 1]) {
                    change += values[i - 1];
                }
            }
        }
        double sampled = (times[last] - times[0]) / 1000.0;
        double spacing = sampled / last;
        double before = (times[0] - start) / 1000.0;
        if (counter && change > 0 && values[0] >= 0) {
            // A counter is never below zero, so it cannot have grown at this pace for longer than that.
            before = Math.min(before, sampled * (values[0] / change));
        }
        double after = (end - times[last]) / 1000.0;
        double covered = sampled + extrapolated(before, spacing) + extrapolated(after, spacing);
        double scaled = change * (covered / sampled);
        return perSecond ? scaled / ((end - start) / 1000.0) : scaled;
    }

    /** {@code irate} and {@code idelta}: from the last two samples only. */
    static @Nullable Double ofLastTwo(Series series, boolean counter) {
        int last = series.times().length - 1;
        if (last < 1) {
            return null;
        }
        double now = series.values()[last];
        double then = series.values()[last - 1];
        if (!counter) {
            return now - then;
        }
        double seconds = (series.times()[last] - series.times()[last - 1]) / 1000.0;
        return seconds == 0 ? null : (now < then ? now : now - then) / seconds;
    }

    /** Up to the range's end when that is about a sample away, otherwise half a sample. */
    private static double extrapolated(double gap, double spacing) {
        return gap < spacing * 1.1 ? gap : spacing / 2;
    }
}
