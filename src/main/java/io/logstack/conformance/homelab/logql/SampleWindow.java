package io.logstack.conformance.homelab.logql;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The samples of a series, of which a window is looked at that moves forward. */
final class SampleWindow {
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int size;
    private int from;
    private int to;

    void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size] = value;
        size++;
    }

    /** Puts samples of several streams into the order of time. */
    void sort() {
        boolean sorted = IntStream.range(1, size).allMatch(i -> times[i - 1] <= times[i]);
        if (!sorted) {
            int[] order = IntStream.range(0, size)
                    .boxed()
                    .sorted((a, b) -> Long.compare(times[a], times[b]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            times = Arrays.stream(order).mapToLong(i -> times[i]).toArray();
            values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        }
    }

    /** Moves the window to {@code (after, until]}. */
    void moveTo(long after, long until) {
        while (to < size && times[to] <= until) {
            to++;
        }
        while (from < to && times[from] <= after) {
            from++;
        }
    }

    boolean isEmpty() {
        return from == to;
    }

    int size() {
        return to - from;
    }

    /** @param index from 0 within the window */
    double value(int index) {
        return values[from + index];
    }

    /** @param index from 0 within the window */
    long time(int index) {
        return times[from + index];
    }
}
