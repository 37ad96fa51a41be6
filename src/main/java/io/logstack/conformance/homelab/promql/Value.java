package io.logstack.conformance.homelab.promql;

import java.util.List;
import java.util.Map;

/** What an expression evaluates to at one time. */
public sealed interface Value {
    /** A number. */
    record Scalar(double value) implements Value {}

    /** A string literal. */
    record Text(String value) implements Value {}

    /** An instant vector. */
    record Vector(List<Sample> samples) implements Value {}

    /** A range vector; stale markers are left out, and so are series without samples. */
    record Matrix(List<Series> series, long start, long end) implements Value {}

    /** @param labels with the metric's name, where it still has one */
    record Sample(Map<String, String> labels, double value) {}
}
