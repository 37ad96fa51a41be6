package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Ends at the first token that fits nowhere, in the words of Loki's own parser, which tells up to four that would have. */
final class SyntaxErrors extends DefaultErrorStrategy {
    private static final int MOST_EXPECTED = 4;

    /** The order in which Loki's parser knows its tokens, as far as it shows. */
    private static final List<Integer> ORDER = List.of(
            LogQLLexer.BYTES,
            LogQLLexer.IDENTIFIER,
            LogQLLexer.STRING,
            LogQLLexer.NUMBER,
            LogQLLexer.DURATION,
            LogQLLexer.RANGE,
            LogQLLexer.EQ,
            LogQLLexer.RE,
            LogQLLexer.NRE,
            LogQLLexer.OPEN_BRACE,
            LogQLLexer.CLOSE_BRACE,
            LogQLLexer.COMMA,
            LogQLLexer.OPEN_PAREN,
            LogQLLexer.CLOSE_PAREN,
            LogQLLexer.BY,
            LogQLLexer.WITHOUT,
            LogQLLexer.NEQ);

    /** Tokens that Loki's scanner reads by hand after the first character, and forgets the line number. */
    private static final Set<Integer> WITHOUT_LINE = Set.of(
            LogQLLexer.NEQ,
            LogQLLexer.RE,
            LogQLLexer.NRE,
            LogQLLexer.PIPE_EXACT,
            LogQLLexer.PIPE_MATCH,
            LogQLLexer.CMP_EQ,
            LogQLLexer.GTE,
            LogQLLexer.LTE,
            LogQLLexer.DURATION,
            LogQLLexer.BYTES,
            LogQLLexer.PARSER_FLAG,
            LogQLLexer.RANGE);

    private static final Map<Integer, String> NAMES = Map.of(
            LogQLLexer.IDENTIFIER, "IDENTIFIER",
            LogQLLexer.STRING, "STRING",
            LogQLLexer.NUMBER, "NUMBER",
            LogQLLexer.DURATION, "DURATION",
            LogQLLexer.BYTES, "BYTES",
            LogQLLexer.RANGE, "RANGE",
            LogQLLexer.PARSER_FLAG, "PARSER_FLAG",
            Token.EOF, "$end");

    private final boolean empty;
    private final GrammarRules rules;

    /** @param empty whether there is nothing to parse, which Loki says without a place */
    SyntaxErrors(boolean empty, GrammarRules rules) {
        this.empty = empty;
        this.rules = rules;
    }

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
        throw refused(e);
    }

    @Override
    public Token recoverInline(Parser recognizer) {
        throw refused(new InputMismatchException(recognizer));
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
        throw refused(e);
    }

    /** Stops before a loop or an option that the next token neither enters nor leaves. */
    @Override
    public void sync(Parser recognizer) {
        ATNState state = recognizer.getInterpreter().atn.states.get(recognizer.getState());
        IntervalSet next = recognizer.getATN().nextTokens(state);
        if (!next.contains(recognizer.getInputStream().LA(1)) && !next.contains(Token.EPSILON)) {
            throw refused(new InputMismatchException(recognizer));
        }
    }

    private QueryException refused(RecognitionException e) {
        rules.end();
        // Elsewhere ANTLR knows fewer tokens than Loki's parser, having left loops that it could go on with.
        boolean inSelector = e.getCtx() instanceof LogQLParser.SelectorContext
                || (e.getCtx() != null && e.getCtx().getParent() instanceof LogQLParser.SelectorContext);
        IntervalSet expected =
                e instanceof InputMismatchException && inSelector ? e.getExpectedTokens() : new IntervalSet();
        return unexpected(e.getOffendingToken(), expected, empty);
    }

    static QueryException unexpected(Token token, boolean empty) {
        return unexpected(token, new IntervalSet(), empty);
    }

    private static QueryException unexpected(Token token, IntervalSet expected, boolean empty) {
        int column = token.getCharPositionInLine() + 1;
        if (token.getType() == LogQLLexer.ERROR) {
            // A range is read by hand, so Loki has lost the line.
            boolean range = token.getStartIndex() < token.getInputStream().size()
                    && token.getInputStream()
                            .getText(new org.antlr.v4.runtime.misc.Interval(
                                    token.getStartIndex(), token.getStartIndex()))
                            .equals("[");
            return QueryException.parse(range ? 0 : token.getLine(), column, token.getText());
        }
        String message = "syntax error: unexpected " + name(token) + listed(expected);
        if (empty) {
            return QueryException.parse(message);
        }
        return QueryException.parse(lineOf(token), column, message);
    }

    private static int lineOf(Token token) {
        boolean patternFilter = token.getText().equals("|>") || token.getText().equals("!>");
        return WITHOUT_LINE.contains(token.getType()) || patternFilter ? 0 : token.getLine();
    }

    private static String listed(IntervalSet expected) {
        if (expected.size() == 0 || expected.size() > MOST_EXPECTED || expected.contains(Token.EOF)) {
            return "";
        }
        List<Integer> types = new ArrayList<>(expected.toList());
        if (!ORDER.containsAll(types)) {
            return "";
        }
        types.sort(java.util.Comparator.comparingInt(ORDER::indexOf));
        return ", expecting "
                + types.stream().map(SyntaxErrors::name).collect(java.util.stream.Collectors.joining(" or "));
    }

    private static String name(Token token) {
        return switch (token.getType()) {
            case LogQLLexer.RANGE_OPERATION, LogQLLexer.VECTOR_OPERATION, LogQLLexer.VECTOR ->
                token.getText().toUpperCase(java.util.Locale.ROOT);
            case LogQLLexer.BYTES_CONV, LogQLLexer.DURATION_CONV ->
                token.getText().toUpperCase(java.util.Locale.ROOT) + "_CONV";
            case LogQLLexer.LEFT_OUT -> token.getText();
            default -> NAMES.containsKey(token.getType()) ? name(token.getType()) : token.getText();
        };
    }

    private static String name(int type) {
        String name = NAMES.get(type);
        if (name != null) {
            return name;
        }
        String literal = LogQLLexer.VOCABULARY.getLiteralName(type);
        return literal == null
                ? LogQLLexer.VOCABULARY.getSymbolicName(type).toLowerCase(java.util.Locale.ROOT)
                : literal.substring(1, literal.length() - 1);
    }
}
