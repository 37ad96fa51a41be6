package io.logstack.conformance.homelab.promql;

import java.util.Map;

/**
 * A time series, or a part of one.
 *
 * @param labels with the metric's name as {@code __name__}
 * @param times milliseconds since the epoch, ascending
 * @param values one for each time; {@link #STALE} where the series ended
 */
public record Series(Map<String, String> labels, long[] times, double[] values) {
    public static final String NAME = "__name__";

    private static final long STALE_BITS = 0x7ff0000000000002L;

    /** Marks that a target no longer exposes a series: it vanishes at once, instead of after the look-back. */
    public static final double STALE = Double.longBitsToDouble(STALE_BITS);

    static boolean stale(double value) {
        return Double.doubleToRawLongBits(value) == STALE_BITS;
    }
}
