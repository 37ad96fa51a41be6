package io.logstack.conformance.homelab.promql;

import com.google.re2j.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label matcher; an absent label matches as the empty string, a regular expression is anchored at both ends. */
public record Matcher(
        String label,
        Operator operator,
        String value,
        @Nullable Pattern pattern) {
    /** As PromQL writes them. */
    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        REGEXP,
        NOT_REGEXP
    }

    /** @throws com.google.re2j.PatternSyntaxException when the value of a regular expression matcher is none */
    public static Matcher of(String label, Operator operator, String value) {
        boolean regexp = operator == Operator.REGEXP || operator == Operator.NOT_REGEXP;
        return new Matcher(label, operator, value, regexp ? Pattern.compile("^(?s:" + value + ")$") : null);
    }

    public boolean matches(Map<String, String> labels) {
        return matches(labels.getOrDefault(label, ""));
    }

    boolean matches(String actual) {
        return switch (operator) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case REGEXP -> found(actual);
            case NOT_REGEXP -> !found(actual);
        };
    }

    private boolean found(String actual) {
        return pattern != null && pattern.matches(actual);
    }
}
