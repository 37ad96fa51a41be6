package io.logstack.conformance.homelab.logql;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query that has been understood. Its text is LogQL again. */
public sealed interface Plan {
    /** A log query: which streams, and what becomes of their lines. */
    record Log(List<Matcher> matchers, List<Stage> stages) implements Plan {
        @Override
        public String toString() {
            return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", ", "{", "}"))
                    + stages.stream()
                            .map(stage -> stage instanceof LabelFilter ? " | " + stage : " " + stage)
                            .collect(Collectors.joining());
        }
    }

    /** A query for numbers. */
    sealed interface Metric extends Plan {}

    /** {@code rate(… [5m])} and its kin. */
    record RangeAggregation(
            RangeOperation operation,
            @Nullable Double parameter,
            LogRange range,
            @Nullable Grouping grouping) implements Metric {
        @Override
        public String toString() {
            return operation
                    + "("
                    + (parameter == null ? "" : Numbers.text(parameter) + ",")
                    + range
                    + ")"
                    + (grouping == null ? "" : grouping);
        }
    }

    /**
     * Entries of a range.
     *
     * @param interval nanoseconds
     * @param offset nanoseconds
     */
    record LogRange(
            Log log, long interval, long offset, @Nullable Unwrap unwrap) {
        @Override
        public String toString() {
            return log
                    + (unwrap == null ? "" : " " + unwrap)
                    + "["
                    + Durations.shortest(interval)
                    + "]"
                    + (offset == 0 ? "" : " offset " + Durations.shortest(offset));
        }
    }

    /** {@code | unwrap duration(label) | label > 5}: the value is a label's. */
    record Unwrap(String label, Conversion conversion, List<LabelFilter> filters) {
        /** How the label's text becomes a number; durations become seconds. */
        enum Conversion {
            NUMBER(""),
            DURATION("duration"),
            DURATION_SECONDS("duration_seconds"),
            BYTES("bytes");

            final String text;

            Conversion(String text) {
                this.text = text;
            }
        }

        @Override
        public String toString() {
            return "| unwrap "
                    + (conversion == Conversion.NUMBER ? label : conversion.text + "(" + label + ")")
                    + filters.stream().map(filter -> " | " + filter).collect(Collectors.joining());
        }
    }

    /** {@code sum by (x) (…)} and its kin. */
    record VectorAggregation(
            VectorOperation operation,
            int parameter,
            Metric of,
            @Nullable Grouping grouping) implements Metric {
        @Override
        public String toString() {
            return operation
                    + (grouping == null ? "" : grouping.toString())
                    + "("
                    + (operation.takesParameter() ? parameter + "," : "")
                    + of
                    + ")";
        }
    }

    /**
     * An operator between two metric queries, or one and a number.
     *
     * @param matching labels by which series are matched; null for all
     */
    record Binary(Operator operator, boolean bool, @Nullable Grouping matching, Metric left, Metric right)
            implements Metric {
        @Override
        public String toString() {
            String on = matching == null
                    ? ""
                    : (matching.without() ? " ignoring (" : " on (") + String.join(",", matching.names()) + ")";
            return "(" + left + " " + operator.text + (bool ? " bool" : "") + on + " " + right + ")";
        }
    }

    /** A number. */
    record Literal(double value) implements Metric {
        @Override
        public String toString() {
            return Numbers.text(value);
        }
    }

    /** {@code vector(1)}. */
    record Vector(double value) implements Metric {
        @Override
        public String toString() {
            return "vector(" + String.format(java.util.Locale.ROOT, "%f", value) + ")";
        }
    }
}
