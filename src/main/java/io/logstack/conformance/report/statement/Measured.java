package io.logstack.conformance.report.statement;

import io.logstack.conformance.catalog.Measurement;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One piece of evidence in a statement.
 *
 * @param value a finite number, a boolean, or text; text is also what JSON has no number for, such as {@code NaN}
 * @param unit as Prometheus names it, or empty
 * @param threshold what the value is held against, readable, or null when it only informs
 * @param source where it was read
 */
public record Measured(
        String name, Object value, String unit, @Nullable String threshold, String source, Instant at) {
    private static final Pattern CHANGING =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z|\\b\\d+\\.\\d+m?s\\b");

    static Measured of(Measurement measurement) {
        return new Measured(
                measurement.name(),
                value(measurement.value()),
                measurement.unit(),
                measurement.threshold(),
                measurement.source(),
                measurement.at());
    }

    private static Object value(@Nullable Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return value instanceof Number number && Double.isFinite(number.doubleValue()) ? number : String.valueOf(value);
    }

    /** The value where it is a number. */
    public OptionalDouble number() {
        return value instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    /**
     * What was measured, without what changes from run to run: the run's ID, moments, and spans of time that were measured
     * themselves. By it the measurements of several runs are told to be of the same.
     */
    public String subject(String run) {
        String known = run.isEmpty() ? name : name.replace(run, "…");
        return CHANGING.matcher(known).replaceAll("…");
    }
}
