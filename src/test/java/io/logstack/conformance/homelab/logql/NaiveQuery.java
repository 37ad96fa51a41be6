package io.logstack.conformance.homelab.logql;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query and what it means, spelled out plainly and without the engine: filters over all entries, and a count of those in a
 * window.
 */
record NaiveQuery(
        List<LabelMatch> selector, List<LineMatch> lineFilters, boolean logfmt, List<LabelMatch> labelFilters) {
    /** An entry of the corpus with its stream's labels. */
    record Line(Map<String, String> labels, long timestamp, String line) {}

    /** Operators are LogQL's; {@code >} compares numbers. */
    record LabelMatch(String name, String operator, String value) {
        boolean holds(Map<String, String> labels) {
            String actual = labels.getOrDefault(name, "");
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> Pattern.compile(value).matcher(actual).matches();
                case "!~" -> !Pattern.compile(value).matcher(actual).matches();
                case ">" -> labels.containsKey(name) && Double.parseDouble(actual) > Double.parseDouble(value);
                default -> throw new IllegalArgumentException(operator);
            };
        }

        @Override
        public String toString() {
            return operator.equals(">") ? name + " > " + value : name + operator + "\"" + value + "\"";
        }
    }

    /** Operators are LogQL's. */
    record LineMatch(String operator, String value) {
        boolean holds(String line) {
            return switch (operator) {
                case "|=" -> line.contains(value);
                case "!=" -> !line.contains(value);
                case "|~" -> Pattern.compile(value).matcher(line).find();
                case "!~" -> !Pattern.compile(value).matcher(line).find();
                default -> throw new IllegalArgumentException(operator);
            };
        }

        @Override
        public String toString() {
            return operator + " `" + value + "`";
        }
    }

    String logql() {
        return selector.stream().map(LabelMatch::toString).collect(Collectors.joining(", ", "{", "}"))
                + lineFilters.stream().map(filter -> " " + filter).collect(Collectors.joining())
                + (logfmt ? " | logfmt" : "")
                + labelFilters.stream().map(filter -> " | " + filter).collect(Collectors.joining());
    }

    private Map<String, String> labelsOf(Line entry) {
        Map<String, String> labels = new TreeMap<>(entry.labels());
        if (logfmt) {
            // The corpus' lines are words, and pairs that are well-formed, each key once and never a stream's label.
            for (String word : entry.line().split(" ", -1)) {
                int equals = word.indexOf('=');
                if (equals > 0 && equals < word.length() - 1) {
                    labels.put(word.substring(0, equals), word.substring(equals + 1));
                }
            }
        }
        return labels;
    }

    private boolean keeps(Line entry) {
        return selector.stream().allMatch(match -> match.holds(entry.labels()))
                && lineFilters.stream().allMatch(filter -> filter.holds(entry.line()))
                && labelFilters.stream().allMatch(filter -> filter.holds(labelsOf(entry)));
    }

    /** Lines by labels, oldest first, entries of one moment sorted by line. */
    Map<Map<String, String>, List<String>> evaluate(List<Line> corpus, long start, long end) {
        return corpus.stream()
                .filter(entry -> entry.timestamp() >= start && entry.timestamp() < end && keeps(entry))
                .sorted(Comparator.comparingLong(Line::timestamp).thenComparing(Line::line))
                .collect(Collectors.groupingBy(
                        this::labelsOf,
                        Collectors.mapping(entry -> entry.timestamp() + " " + entry.line(), Collectors.toList())));
    }

    /** How many entries lie in {@code (time - range, time]}, by labels. */
    Map<Map<String, String>, Double> count(List<Line> corpus, long time, long range) {
        return corpus.stream()
                .filter(entry -> entry.timestamp() > time - range && entry.timestamp() <= time && keeps(entry))
                .collect(Collectors.groupingBy(this::labelsOf, Collectors.summingDouble(entry -> 1)));
    }
}
