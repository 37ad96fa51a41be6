package io.logstack.conformance.homelab.logql;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/**
 * What Loki's scanner decides by looking around: which words are keywords (a function's name is one only before a
 * parenthesis or a grouping), which numbers are durations or sizes, whether strings and ranges are valid. Something invalid
 * becomes an ERROR token, whose text is the complaint, so that the parser meets it at its place.
 */
abstract class Tokenizer extends Lexer {
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("by", LogQLLexer.BY),
            Map.entry("without", LogQLLexer.WITHOUT),
            Map.entry("bool", LogQLLexer.BOOL),
            Map.entry("on", LogQLLexer.ON),
            Map.entry("ignoring", LogQLLexer.IGNORING),
            Map.entry("offset", LogQLLexer.OFFSET),
            Map.entry("or", LogQLLexer.OR),
            Map.entry("and", LogQLLexer.AND),
            Map.entry("unless", LogQLLexer.UNLESS),
            Map.entry("unwrap", LogQLLexer.UNWRAP),
            Map.entry("json", LogQLLexer.JSON),
            Map.entry("logfmt", LogQLLexer.LOGFMT),
            Map.entry("regexp", LogQLLexer.REGEXP),
            Map.entry("label_format", LogQLLexer.LABEL_FMT),
            Map.entry("drop", LogQLLexer.DROP),
            Map.entry("keep", LogQLLexer.KEEP),
            Map.entry("group_left", LogQLLexer.LEFT_OUT),
            Map.entry("group_right", LogQLLexer.LEFT_OUT),
            Map.entry("unpack", LogQLLexer.LEFT_OUT),
            Map.entry("pattern", LogQLLexer.LEFT_OUT),
            Map.entry("line_format", LogQLLexer.LEFT_OUT),
            Map.entry("decolorize", LogQLLexer.LEFT_OUT));

    private static final Map<String, Integer> FUNCTIONS = Map.ofEntries(
            Map.entry("vector", LogQLLexer.VECTOR),
            Map.entry("bytes", LogQLLexer.BYTES_CONV),
            Map.entry("duration", LogQLLexer.DURATION_CONV),
            Map.entry("duration_seconds", LogQLLexer.DURATION_CONV),
            Map.entry("label_replace", LogQLLexer.LEFT_OUT),
            Map.entry("approx_topk", LogQLLexer.LEFT_OUT),
            Map.entry("ip", LogQLLexer.LEFT_OUT));

    private @org.jspecify.annotations.Nullable String complaint;

    Tokenizer(CharStream input) {
        super(input);
    }

    /** Which token a word is, were a parenthesis to follow; null for a name. */
    static @org.jspecify.annotations.Nullable Integer function(String lowerCase) {
        Integer known = FUNCTIONS.get(lowerCase);
        if (known == null && RangeOperation.of(lowerCase) != null) {
            known = LogQLLexer.RANGE_OPERATION;
        }
        if (known == null && VectorOperation.of(lowerCase) != null) {
            known = LogQLLexer.VECTOR_OPERATION;
        }
        return known;
    }

    @Override
    public Token emit() {
        switch (_type) {
            case LogQLLexer.NUMBER -> number();
            case LogQLLexer.SUB -> negativeDuration();
            case LogQLLexer.IDENTIFIER -> word();
            case LogQLLexer.STRING -> string();
            case LogQLLexer.RANGE -> range();
            case LogQLLexer.ERROR ->
                complain(getText().startsWith("[") ? "missing closing ']' in duration" : "literal not terminated");
            default -> {}
        }
        CommonToken token = (CommonToken) super.emit();
        if (complaint != null) {
            token.setText(complaint);
            complaint = null;
        }
        return token;
    }

    private void complain(String message) {
        setType(LogQLLexer.ERROR);
        complaint = message;
    }

    private void number() {
        String digits = getText();
        String duration = digits + ahead(c -> isNumber(c) || "nuµmshdwy.".indexOf(c) >= 0);
        if (duration.length() > digits.length() && Durations.parse(duration).isPresent()) {
            take(duration.length() - digits.length(), LogQLLexer.DURATION);
            return;
        }
        String bytes = digits + ahead(c -> isNumber(c) || "BikKMGTP.".indexOf(c) >= 0);
        if (bytes.length() > digits.length() && ByteSizes.parse(bytes).isPresent()) {
            take(bytes.length() - digits.length(), LogQLLexer.BYTES);
        }
    }

    private void negativeDuration() {
        String rest = ahead(c -> isNumber(c) || "nuµmshdwy.".indexOf(c) >= 0);
        if (!rest.isEmpty() && Durations.parse("-" + rest).isPresent()) {
            take(rest.length(), LogQLLexer.DURATION);
        }
    }

    private void word() {
        String lower = getText().toLowerCase(Locale.ROOT);
        Integer function = function(lower);
        if (function != null) {
            if (isFunction()) {
                setType(function);
            }
            return;
        }
        Integer word = WORDS.get(lower);
        if (word != null) {
            setType(word);
        }
    }

    private void string() {
        try {
            Strings.unquote(getText());
        } catch (QueryException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void range() {
        String text = getText();
        try {
            OptionalLong ignored = OptionalLong.of(Durations.prometheus(text.substring(1, text.length() - 1)));
        } catch (QueryException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isNumber(int c) {
        return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                || Character.getType(c) == Character.LETTER_NUMBER
                || Character.getType(c) == Character.OTHER_NUMBER;
    }

    /** What follows, as long as it matches. */
    private String ahead(IntPredicate matches) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; _input.LA(i) != IntStream.EOF && matches.test(_input.LA(i)); i++) {
            text.appendCodePoint(_input.LA(i));
        }
        return text.toString();
    }

    private void take(int characters, int type) {
        for (int i = 0; i < characters; i++) {
            getInterpreter().consume(_input);
        }
        setType(type);
    }

    /** Whether a parenthesis follows, or {@code by (} or {@code without (}. */
    private boolean isFunction() {
        int at = skipSpace(1);
        if (_input.LA(at) == '(') {
            return true;
        }
        for (String grouping : new String[] {"by", "without"}) {
            if (follows(at, grouping)) {
                return _input.LA(skipSpace(at + grouping.length())) == '(';
            }
        }
        return false;
    }

    private boolean follows(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            int c = _input.LA(at + i);
            if (c == IntStream.EOF || Character.toLowerCase(c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int skipSpace(int from) {
        int at = from;
        while (_input.LA(at) != IntStream.EOF && Character.isWhitespace(_input.LA(at))) {
            at++;
        }
        return at;
    }
}
