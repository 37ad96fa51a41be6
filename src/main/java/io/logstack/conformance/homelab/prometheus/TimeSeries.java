package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.homelab.promql.Series;
import java.util.Arrays;
import java.util.Map;

/** The samples of one series that are kept. Not thread-safe. */
final class TimeSeries {
    private static final int INITIAL = 64;

    private final Map<String, String> labels;
    private long[] times = new long[INITIAL];
    private double[] values = new double[INITIAL];
    private int first;
    private int end;
    private boolean forgotten;

    TimeSeries(Map<String, String> labels) {
        this.labels = labels;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** Appends; a sample that is not newer than the last is left out, as Prometheus refuses it. */
    void append(long time, double value) {
        if (end > first && times[end - 1] >= time) {
            return;
        }
        if (end == times.length) {
            int kept = end - first;
            int capacity = Math.max(INITIAL, kept * 2);
            long[] newTimes = new long[capacity];
            double[] newValues = new double[capacity];
            System.arraycopy(times, first, newTimes, 0, kept);
            System.arraycopy(values, first, newValues, 0, kept);
            times = newTimes;
            values = newValues;
            first = 0;
            end = kept;
        }
        times[end] = time;
        values[end++] = value;
    }

    /** Forgets samples before a time; true when none is left, so that the series itself is. */
    boolean forgetBefore(long time) {
        first = position(time);
        forgotten = first == end;
        return forgotten;
    }

    boolean forgotten() {
        return forgotten;
    }

    /** The samples in {@code [from, to]}. */
    Series between(long from, long to) {
        int start = position(from);
        int stop = position(to + 1);
        return new Series(labels, Arrays.copyOfRange(times, start, stop), Arrays.copyOfRange(values, start, stop));
    }

    private int position(long time) {
        int found = Arrays.binarySearch(times, first, end, time);
        return found >= 0 ? found : -found - 1;
    }
}
