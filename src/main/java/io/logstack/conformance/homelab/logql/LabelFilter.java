package io.logstack.conformance.homelab.logql;

import java.util.LinkedHashSet;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps lines by their labels. */
sealed interface LabelFilter extends Stage {
    String ERROR_KIND = "LabelFilterErr";

    /** Compares text, a missing label as an empty one; the only filter that sees {@code __error__}. */
    record Text(Matcher matcher) implements LabelFilter {
        @Override
        public boolean process(String line, LineLabels labels) {
            // An empty regular expression is none at all to Loki: everything matches it.
            return switch (matcher.type()) {
                case MATCHES -> matcher.value().isEmpty() || matches(labels);
                case MATCHES_NOT -> !matcher.value().isEmpty() && matches(labels);
                default -> matches(labels);
            };
        }

        private boolean matches(LineLabels labels) {
            return matcher.matches(labels.value(matcher.name()));
        }

        @Override
        public Set<String> reads() {
            // Loki knows such a filter for always true, and does not ask for the label then.
            boolean always = matcher.type() == Matcher.Type.MATCHES
                    && (matcher.value().isEmpty() || matcher.value().equals(".*"));
            return always ? Set.of() : Set.of(matcher.name());
        }

        @Override
        public String toString() {
            return matcher.toString();
        }
    }

    /** Kinds of numbers. */
    enum Unit {
        NUMBER,
        DURATION,
        BYTES;

        OptionalDouble parse(String text) {
            return switch (this) {
                case NUMBER -> Numbers.parse(text);
                case DURATION -> toDouble(Durations.go(text));
                case BYTES -> toDouble(ByteSizes.parse(text));
            };
        }

        /** What Loki says of a text that is none. */
        String complaint(String text) {
            return switch (this) {
                case NUMBER -> "strconv.ParseFloat: parsing " + Strings.quote(text) + ": invalid syntax";
                case DURATION -> Durations.complaint(text);
                case BYTES -> ByteSizes.complaint(text);
            };
        }

        private static OptionalDouble toDouble(OptionalLong value) {
            return value.isPresent() ? OptionalDouble.of((double) value.getAsLong()) : OptionalDouble.empty();
        }
    }

    /** Compares numbers; a line without the label goes, one whose label is no number stays and bears an error. */
    record Amount(String name, String operator, Unit unit, double value) implements LabelFilter {
        @Override
        public boolean process(String line, LineLabels labels) {
            String text = labels.get(name);
            if (text == null) {
                return false;
            }
            OptionalDouble actual = unit.parse(text);
            if (actual.isEmpty()) {
                if (labels.error().isEmpty()) {
                    labels.setError(ERROR_KIND, unit.complaint(text));
                }
                return true;
            }
            double left = actual.getAsDouble();
            return switch (operator) {
                case "=", "==" -> left == value;
                case "!=" -> left != value;
                case ">" -> left > value;
                case ">=" -> left >= value;
                case "<" -> left < value;
                case "<=" -> left <= value;
                default -> throw new IllegalStateException(operator);
            };
        }

        @Override
        public Set<String> reads() {
            return Set.of(name);
        }

        @Override
        public String toString() {
            String text = switch (unit) {
                case DURATION -> Durations.goText((long) value);
                case BYTES -> Numbers.text(value) + "B";
                case NUMBER -> Numbers.text(value);
            };
            return name + (operator.equals("=") ? "==" : operator) + text;
        }
    }

    /** Both, or one of them. */
    record Pair(LabelFilter left, boolean and, LabelFilter right) implements LabelFilter {
        @Override
        public boolean process(String line, LineLabels labels) {
            boolean first = left.process(line, labels);
            if (!and && first) {
                return true;
            }
            boolean second = right.process(line, labels);
            return and ? first && second : second;
        }

        @Override
        public Set<String> reads() {
            Set<String> names = new LinkedHashSet<>(left.reads());
            names.addAll(right.reads());
            return names;
        }

        @Override
        public String toString() {
            return "( " + left + (and ? " , " : " or ") + right + " )";
        }
    }
}
