package io.logstack.conformance.expectations.drift;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What can be told of an expression by its outside; whether it is one is for Prometheus to say. */
final class PromQl {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`");

    /** What stands before braces or a range is a metric's name. */
    private static final Pattern SELECTED = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?=[\\[{])");

    private PromQl() {}

    /** The names of the metrics that it selects with matchers or a range. */
    static List<String> metrics(String expression) {
        return SELECTED.matcher(withoutStrings(expression))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** Whether it divides. */
    static boolean divides(String expression) {
        return withoutStrings(expression).contains("/");
    }

    /** The selector of a metric with its matchers, or empty when it does not select it. */
    static Optional<String> selector(String expression, String metric) {
        return Pattern.compile(
                        "\\b" + Pattern.quote(metric) + "\\b(?:\\s*\\{(?:" + STRING.pattern() + "|[^}\"'`])*\\})?")
                .matcher(expression)
                .results()
                .map(MatchResult::group)
                .findFirst();
    }

    private static String withoutStrings(String expression) {
        return STRING.matcher(expression).replaceAll("");
    }
}
