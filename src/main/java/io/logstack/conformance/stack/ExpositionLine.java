package io.logstack.conformance.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The tokens of one line of an exposition. */
final class ExpositionLine {
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[Nn][Aa][Nn]|[+-]?[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?");

    private final String text;
    private final Function<String, MalformedExpositionException> malformed;
    private int at;

    /** @param malformed makes the exception for a problem */
    ExpositionLine(String text, Function<String, MalformedExpositionException> malformed) {
        this.text = text;
        this.malformed = malformed;
    }

    boolean atEnd() {
        return at == text.length();
    }

    char peek() {
        return text.charAt(at);
    }

    void skipBlanks() {
        while (!atEnd() && isBlank(peek())) {
            at++;
        }
    }

    void expect(char wanted) {
        if (atEnd() || peek() != wanted) {
            throw malformed.apply("expected '" + wanted + "' " + here());
        }
        at++;
    }

    /** Everything up to the next blank. */
    String word() {
        int start = at;
        while (!atEnd() && !isBlank(peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    String metricName() {
        return name("a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*)", true);
    }

    /** The text of a HELP comment, whose only escapes are {@code \\} and {@code \n}. */
    void help() {
        while (!atEnd()) {
            if (peek() == '\\') {
                at++;
                if (atEnd() || (peek() != '\\' && peek() != 'n')) {
                    throw malformed.apply("bad escape in HELP " + here() + ": only \\\\ and \\n are known");
                }
            }
            at++;
        }
    }

    /** The label set; empty when there is none. */
    Map<String, String> labels() {
        skipBlanks();
        Map<String, String> labels = new LinkedHashMap<>();
        if (atEnd() || peek() != '{') {
            return labels;
        }
        at++;
        skipBlanks();
        while (atEnd() || peek() != '}') {
            String name = name("a label name ([a-zA-Z_][a-zA-Z0-9_]*) or '}'", false);
            skipBlanks();
            expect('=');
            skipBlanks();
            if (labels.put(name, quoted()) != null) {
                throw malformed.apply("the label " + name + " stands twice in one series");
            }
            skipBlanks();
            if (atEnd() || peek() != ',') {
                break;
            }
            at++;
            skipBlanks();
        }
        expect('}');
        return Map.copyOf(labels);
    }

    double value() {
        if (!atEnd() && !isBlank(peek()) && !isBlank(text.charAt(at - 1)) && text.charAt(at - 1) != '}') {
            throw malformed.apply("expected '{' or a blank after the metric name " + here());
        }
        skipBlanks();
        if (atEnd()) {
            throw malformed.apply("the sample has no value");
        }
        return number(word(), malformed);
    }

    /** An optional timestamp, then the end of the line. */
    void timestamp() {
        skipBlanks();
        if (!atEnd()) {
            String stamp = word();
            try {
                Long.parseLong(stamp);
            } catch (NumberFormatException e) {
                throw malformed.apply("'" + stamp + "' is not a timestamp in milliseconds");
            }
            end("the timestamp");
        }
    }

    void end(String after) {
        skipBlanks();
        if (!atEnd()) {
            throw malformed.apply("unexpected '" + text.substring(at) + "' after " + after);
        }
    }

    static double number(String word, Function<String, MalformedExpositionException> malformed) {
        if (!NUMBER.matcher(word).matches()) {
            throw malformed.apply("'" + word + "' is not a number, NaN, +Inf or -Inf");
        }
        char last = Character.toLowerCase(word.charAt(word.length() - 1));
        if (last == 'f' || last == 'y') {
            return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return last == 'n' ? Double.NaN : Double.parseDouble(word);
    }

    private String name(String what, boolean colons) {
        skipBlanks();
        int start = at;
        while (!atEnd() && isNamePart(peek(), at > start, colons)) {
            at++;
        }
        if (at == start) {
            throw malformed.apply("expected " + what + " " + here());
        }
        return text.substring(start, at);
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (!atEnd() && peek() != '"') {
            char c = peek();
            if (c == '\\') {
                at++;
                value.append(escaped());
            } else {
                value.append(c);
            }
            at++;
        }
        if (atEnd()) {
            throw malformed.apply("the label value that ends the line is not closed by '\"'");
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = atEnd() ? '\0' : peek();
        return switch (c) {
            case '\\', '"' -> c;
            case 'n' -> '\n';
            default ->
                throw malformed.apply("bad escape in a label value " + here() + ": only \\\\, \\\" and \\n are known");
        };
    }

    private String here() {
        return atEnd() ? "at the end of the line" : "at column " + (at + 1) + ", found '" + peek() + "'";
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isNamePart(char c, boolean digits, boolean colons) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || (colons && c == ':')
                || (digits && c >= '0' && c <= '9');
    }
}
