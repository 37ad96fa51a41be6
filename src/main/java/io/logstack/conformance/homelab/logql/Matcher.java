package io.logstack.conformance.homelab.logql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares one label; a label that is not there counts as empty. Regular expressions are RE2 and match the whole value. */
public final class Matcher {
    /** Kinds of comparison. */
    public enum Type {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        final String text;

        Type(String text) {
            this.text = text;
        }
    }

    private final String name;
    private final Type type;
    private final String value;
    private final @Nullable Pattern pattern;

    /** @throws QueryException when a regular expression is not one */
    public Matcher(String name, Type type, String value) {
        this.name = name;
        this.type = type;
        this.value = value;
        this.pattern = type == Type.MATCHES || type == Type.MATCHES_NOT ? Regex.compile(value) : null;
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    public String value() {
        return value;
    }

    public boolean matches(String actual) {
        return switch (type) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case MATCHES -> Objects.requireNonNull(pattern).matches(actual);
            case MATCHES_NOT -> !Objects.requireNonNull(pattern).matches(actual);
        };
    }

    public boolean matches(Labels labels) {
        return matches(labels.value(name));
    }

    @Override
    public String toString() {
        return name + type.text + Strings.quote(value);
    }

    /** RE2 with Loki's words for what is none. */
    static final class Regex {
        private Regex() {}

        static Pattern compile(String expression) {
            try {
                return Pattern.compile(expression);
            } catch (PatternSyntaxException e) {
                throw QueryException.parse(String.valueOf(e.getMessage()));
            }
        }
    }
}
