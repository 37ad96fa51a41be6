package io.logstack.conformance.homelab.logql;

import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/** Understands LogQL. */
public final class LogQl {
    private static final int MAX_LENGTH = 131_072;
    /** Deeper nesting than any query needs would exhaust the stack. */
    private static final int MAX_DEPTH = 200;

    private LogQl() {}

    /**
     * The plan of a query.
     *
     * @throws QueryException with Loki's words and position, when it is none or reads all streams
     */
    public static Plan parse(String query) {
        Plan plan = parseUnguarded(query);
        Guards.check(plan);
        return plan;
    }

    /** As {@link #parse}, but a selector may match everything. */
    public static Plan parseUnguarded(String query) {
        if (query.length() >= MAX_LENGTH) {
            throw QueryException.parse("input size too long (" + query.length() + " > " + MAX_LENGTH + ")");
        }
        LogQLLexer lexer = new LogQLLexer(CharStreams.fromString(query));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        checkDepth(tokens);
        LogQLParser parser = new LogQLParser(tokens);
        parser.removeErrorListeners();
        GrammarRules rules = new GrammarRules(parser);
        parser.addParseListener(rules);
        parser.setErrorHandler(new SyntaxErrors(query.isEmpty(), rules));
        return new Planner().query(parser.query());
    }

    private static void checkDepth(CommonTokenStream tokens) {
        tokens.fill();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int type = tokens.get(i).getType();
            depth += type == LogQLLexer.OPEN_PAREN ? 1 : type == LogQLLexer.CLOSE_PAREN ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw SyntaxErrors.unexpected(tokens.get(i), false);
            }
        }
    }
}
