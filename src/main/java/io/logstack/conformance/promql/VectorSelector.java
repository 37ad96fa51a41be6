package io.logstack.conformance.promql;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A selector of series, such as {@code up{job="loki"}}; its range, offset and the like are left out.
 *
 * @param metric the metric's name, or empty where the selector fixes none
 * @param matchers those of labels, that of the name left out unless it is no equality
 */
public record VectorSelector(Optional<String> metric, List<Matcher> matchers) {
    /**
     * One matcher.
     *
     * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
     * @param value unquoted
     */
    public record Matcher(String label, String operator, String value) {
        /** Whether a series without the label matches: it has the label with the empty value then. */
        public boolean matchesAbsence() {
            return switch (operator) {
                case "=" -> value.isEmpty();
                case "!=" -> !value.isEmpty();
                case "=~" -> Pattern.matches(value, "");
                default -> !Pattern.matches(value, "");
            };
        }

        @Override
        public String toString() {
            return label
                    + operator
                    + '"'
                    + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                    + '"';
        }
    }

    /** The same metric with those of the matchers that are wanted. */
    public VectorSelector with(Predicate<Matcher> wanted) {
        return new VectorSelector(metric, matchers.stream().filter(wanted).toList());
    }

    /** The same with another matcher. */
    public VectorSelector and(Matcher other) {
        return new VectorSelector(
                metric, Stream.concat(matchers.stream(), Stream.of(other)).toList());
    }

    /** As PromQL. */
    @Override
    public String toString() {
        String labels = matchers.stream().map(Matcher::toString).collect(Collectors.joining(","));
        return metric.orElse("") + (labels.isEmpty() ? "" : "{" + labels + "}");
    }
}
