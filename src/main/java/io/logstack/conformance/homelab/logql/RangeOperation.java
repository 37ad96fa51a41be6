package io.logstack.conformance.homelab.logql;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Aggregations over a range of entries. */
enum RangeOperation {
    RATE(true, true, false),
    RATE_COUNTER(false, true, false),
    COUNT_OVER_TIME(true, false, false),
    BYTES_RATE(true, false, false),
    BYTES_OVER_TIME(true, false, false),
    ABSENT_OVER_TIME(true, true, false),
    AVG_OVER_TIME(false, true, true),
    SUM_OVER_TIME(false, true, false),
    MIN_OVER_TIME(false, true, true),
    MAX_OVER_TIME(false, true, true),
    STDVAR_OVER_TIME(false, true, true),
    STDDEV_OVER_TIME(false, true, true),
    QUANTILE_OVER_TIME(false, true, true),
    FIRST_OVER_TIME(false, true, true),
    LAST_OVER_TIME(false, true, true);

    /** Whether it takes lines, values of an {@code unwrap}, and a grouping of its own. */
    final boolean lines;

    final boolean values;
    final boolean grouping;

    RangeOperation(boolean lines, boolean values, boolean grouping) {
        this.lines = lines;
        this.values = values;
        this.grouping = grouping;
    }

    static @Nullable RangeOperation of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.toString().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** Whether the grouping of a {@code sum} around it may be applied while entries are read. */
    boolean groupedBySum() {
        return switch (this) {
            case BYTES_OVER_TIME, BYTES_RATE, SUM_OVER_TIME, RATE, COUNT_OVER_TIME -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
