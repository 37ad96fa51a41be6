package io.logstack.conformance.bench;

import java.util.List;

/** What a part of the benchmark found. */
record Measured(List<Figure> figures, List<Ratio> ratios) {
    Measured {
        figures = List.copyOf(figures);
        ratios = List.copyOf(ratios);
    }
}
