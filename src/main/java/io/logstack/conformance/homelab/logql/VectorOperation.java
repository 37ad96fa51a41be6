package io.logstack.conformance.homelab.logql;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Aggregations over the series of one moment. */
enum VectorOperation {
    SUM,
    AVG,
    COUNT,
    MAX,
    MIN,
    STDDEV,
    STDVAR,
    TOPK,
    BOTTOMK,
    SORT,
    SORT_DESC;

    static @Nullable VectorOperation of(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.toString().equals(word))
                .findFirst()
                .orElse(null);
    }

    boolean takesParameter() {
        return this == TOPK || this == BOTTOMK;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
