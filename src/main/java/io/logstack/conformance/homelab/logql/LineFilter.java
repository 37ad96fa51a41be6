package io.logstack.conformance.homelab.logql;

import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps lines by what they contain. Regular expressions match anywhere in the line.
 *
 * @param texts alternatives: with a negation, none of them may match
 */
record LineFilter(Type type, List<String> texts, List<LinePattern> patterns) implements Stage {
    /** Kinds of line filter. */
    enum Type {
        CONTAINS("|="),
        CONTAINS_NOT("!="),
        MATCHES("|~"),
        MATCHES_NOT("!~");

        final String text;

        Type(String text) {
            this.text = text;
        }

        private boolean isRegex() {
            return this == MATCHES || this == MATCHES_NOT;
        }
    }

    static LineFilter of(Type type, List<String> texts) {
        List<LinePattern> patterns = !type.isRegex()
                ? List.of()
                : texts.stream()
                        .map(text -> {
                            try {
                                return LinePattern.compile(text);
                            } catch (PatternSyntaxException e) {
                                throw QueryException.parse(
                                        "stage '" + type.text + " " + Strings.quote(text) + "' : " + e.getMessage());
                            }
                        })
                        .toList();
        return new LineFilter(type, texts, patterns);
    }

    @Override
    public boolean process(String line, LineLabels labels) {
        return keeps(line);
    }

    boolean keeps(String line) {
        return switch (type) {
            case CONTAINS -> contains(line);
            case CONTAINS_NOT -> !contains(line);
            case MATCHES -> matches(line);
            case MATCHES_NOT -> !matches(line);
        };
    }

    private boolean contains(String line) {
        for (String text : texts) {
            if (line.contains(text)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(String line) {
        for (LinePattern pattern : patterns) {
            if (pattern.isFoundIn(line)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return type.text + " " + texts.stream().map(Strings::quote).collect(Collectors.joining(" or "));
    }
}
