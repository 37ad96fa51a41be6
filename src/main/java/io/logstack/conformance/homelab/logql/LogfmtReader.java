package io.logstack.conformance.homelab.logql;

import java.util.function.IntPredicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Reads {@code key=value key="quoted value" flag} from left to right. */
public final class LogfmtReader {
    private final String line;
    private int at;
    private String key = "";
    private String value = "";
    private String error = "";

    public LogfmtReader(String line) {
        this.line = line;
    }

    public boolean atEnd() {
        return at >= line.length();
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    /** What was wrong, or the empty string. */
    String error() {
        return error;
    }

    /** Reads the next pair; false when there is none, or what there is is no pair. */
    public boolean next() {
        key = "";
        value = "";
        skipTo(c -> c > ' ');
        if (atEnd()) {
            return false;
        }
        int start = at;
        skipTo(c -> c == '=' || c == '"' || c <= ' ');
        key = line.substring(start, at);
        if (!atEnd() && (line.charAt(at) == '"' || (line.charAt(at) == '=' && key.isEmpty()))) {
            return fail("unexpected " + quoted(line.charAt(at)));
        }
        if (key.indexOf('\uFFFD') >= 0) {
            return fail("invalid key");
        }
        if (atEnd() || line.charAt(at) <= ' ') {
            return true;
        }
        at++;
        if (!atEnd() && line.charAt(at) == '"') {
            return quotedValue();
        }
        start = at;
        skipTo(c -> c == '=' || c == '"' || c <= ' ');
        if (!atEnd() && line.charAt(at) > ' ') {
            return fail("unexpected " + quoted(line.charAt(at)));
        }
        value = line.substring(start, at);
        return true;
    }

    private boolean quotedValue() {
        int start = at;
        for (int i = at + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '"') {
                at = i + 1;
                String literal = line.substring(start, at);
                if (literal.indexOf('\\') < 0) {
                    value = literal.substring(1, literal.length() - 1);
                    return true;
                }
                return unescape(literal);
            }
        }
        at = line.length();
        error = "logfmt syntax error at pos " + (at + 1) + " : unterminated quoted value";
        return false;
    }

    /** Escapes are JSON's. */
    private boolean unescape(String literal) {
        try (JsonParser parser = JsonStage.JSON.createParser(ObjectReadContext.empty(), literal)) {
            parser.nextToken();
            value = parser.getString();
            return true;
        } catch (JacksonException e) {
            error = "logfmt syntax error at pos " + (at + 1) + " : invalid quoted value";
            return false;
        }
    }

    private boolean fail(String what) {
        error = "logfmt syntax error at pos " + (at + 1) + " : " + what;
        skipTo(c -> c <= ' ');
        return false;
    }

    private void skipTo(IntPredicate stop) {
        while (!atEnd() && !stop.test(line.charAt(at))) {
            at++;
        }
    }

    private static String quoted(char c) {
        return "'" + c + "'";
    }
}
