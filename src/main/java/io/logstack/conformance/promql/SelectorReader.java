package io.logstack.conformance.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Collects an expression's selectors and ranges. */
final class SelectorReader extends PromQLBaseVisitor<Void> {
    private static final String NAME = "__name__";
    private static final java.util.regex.Pattern PART = java.util.regex.Pattern.compile("([0-9]+)(ms|s|m|h|d|w|y)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));

    private final List<VectorSelector> found = new ArrayList<>();
    private Duration longestRange = Duration.ZERO;

    List<VectorSelector> found() {
        return List.copyOf(found);
    }

    Duration longestRange() {
        return longestRange;
    }

    @Override
    public Void visitSelector(PromQLParser.SelectorContext context) {
        if (!isNumber(context)) {
            found.add(read(context));
        }
        return defaultResult();
    }

    @Override
    public Void visitRange(PromQLParser.RangeContext context) {
        look(context.duration());
        return visitChildren(context);
    }

    @Override
    public Void visitSubquery(PromQLParser.SubqueryContext context) {
        look(context.duration(0));
        return visitChildren(context);
    }

    private void look(PromQLParser.DurationContext duration) {
        Duration range = Duration.ZERO;
        Matcher part = PART.matcher(duration.getText());
        while (part.find()) {
            range = range.plus(
                    UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(Long.parseLong(part.group(1))));
        }
        if (range.compareTo(longestRange) > 0) {
            longestRange = range;
        }
    }

    /** {@code Inf} and {@code NaN} look like names. */
    static boolean isNumber(PromQLParser.SelectorContext context) {
        if (context.metricName() == null || context.matchers() != null) {
            return false;
        }
        String name = context.metricName().getText().toLowerCase(Locale.ROOT);
        return name.equals("inf") || name.equals("nan");
    }

    static VectorSelector read(PromQLParser.SelectorContext context) {
        Optional<String> metric =
                Optional.ofNullable(context.metricName()).map(PromQLParser.MetricNameContext::getText);
        List<VectorSelector.Matcher> matchers = new ArrayList<>();
        if (context.matchers() != null) {
            for (PromQLParser.MatcherContext given : context.matchers().matcher()) {
                VectorSelector.Matcher matcher = matcher(given);
                if (metric.isEmpty()
                        && matcher.label().equals(NAME)
                        && matcher.operator().equals("=")) {
                    metric = Optional.of(matcher.value());
                } else {
                    matchers.add(matcher);
                }
            }
        }
        return new VectorSelector(metric, List.copyOf(matchers));
    }

    private static VectorSelector.Matcher matcher(PromQLParser.MatcherContext context) {
        String operator = context.getChild(1).getText();
        String value = text(context.STRING());
        if (operator.endsWith("~")) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw new ParseCancellationException("error parsing regexp: " + e.getMessage(), e);
            }
        }
        return new VectorSelector.Matcher(context.label().getText(), operator, value);
    }

    private static String text(TerminalNode string) {
        String quoted = string.getText();
        String inner = quoted.substring(1, quoted.length() - 1);
        try {
            return quoted.charAt(0) == '`' ? inner : inner.translateEscapes();
        } catch (IllegalArgumentException e) {
            throw new ParseCancellationException("unknown escape sequence in " + quoted, e);
        }
    }
}
