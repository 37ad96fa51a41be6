package io.logstack.conformance.homelab.logql;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/** What the grammar leaves open: seen while parsing, so that an error is found at the token that makes it one. */
final class GrammarRules implements ParseTreeListener {
    private final LogQLParser parser;

    GrammarRules(LogQLParser parser) {
        this.parser = parser;
    }

    @Override
    public void enterEveryRule(ParserRuleContext rule) {
        ParserRuleContext parent = rule.getParent();
        boolean second = false;
        if (rule instanceof LogQLParser.GroupingContext
                && parent instanceof LogQLParser.VectorAggregationContext aggregation) {
            second = aggregation.grouping().size() > 1;
        } else if (rule instanceof LogQLParser.PipelineContext || rule instanceof LogQLParser.UnwrapContext) {
            second = isRepeated(rule, parent);
        }
        if (second) {
            throw SyntaxErrors.unexpected(rule.getStart(), false);
        }
    }

    /** A pipeline or an unwrap stands before the range or after it, and not after a second parenthesis. */
    private static boolean isRepeated(ParserRuleContext rule, ParserRuleContext parent) {
        if (parent instanceof LogQLParser.LogRangeContext range) {
            if (range.rangeBody() != null) {
                LogQLParser.RangeBodyContext body = range.rangeBody();
                return body.selector() == null
                        || body.pipeline().size() + body.unwrap().size() > 0;
            }
            return afterRange(rule, range.RANGE())
                    && beforeRange(range.pipeline().size(), range.unwrap().size(), rule, range);
        }
        if (parent instanceof LogQLParser.RangeBodyContext body) {
            return afterRange(rule, body.RANGE())
                    && beforeRange(body.pipeline().size(), body.unwrap().size(), rule, body);
        }
        return false;
    }

    private static boolean afterRange(ParserRuleContext rule, @org.jspecify.annotations.Nullable TerminalNode range) {
        return range != null
                && range.getSymbol().getTokenIndex() < rule.getStart().getTokenIndex();
    }

    /** Whether there is one before the range; {@code rule} itself is counted already. */
    private static boolean beforeRange(int pipelines, int unwraps, ParserRuleContext rule, ParserRuleContext parent) {
        int before = 0;
        for (int i = 0; i < parent.getChildCount(); i++) {
            if (parent.getChild(i) instanceof TerminalNode terminal
                    && terminal.getSymbol().getType() == LogQLLexer.RANGE) {
                break;
            }
            before += parent.getChild(i) instanceof LogQLParser.PipelineContext
                            || parent.getChild(i) instanceof LogQLParser.UnwrapContext
                    ? 1
                    : 0;
        }
        return before > 0 && pipelines + unwraps > 0 && rule.getParent() == parent;
    }

    @Override
    public void exitEveryRule(ParserRuleContext rule) {
        if (rule instanceof LogQLParser.MatcherContext matcher) {
            Planner.matcher(matcher);
        } else if (rule instanceof LogQLParser.MetricContext metric && isLog(metric.expression())) {
            throw SyntaxErrors.unexpected(parser.getCurrentToken(), false);
        } else if (rule instanceof LogQLParser.LogRangeContext range
                && range.rangeBody() != null
                && range.RANGE() == null
                && hasNoRange(range.rangeBody())) {
            throw SyntaxErrors.unexpected(parser.getCurrentToken(), false);
        }
    }

    private static boolean hasNoRange(LogQLParser.RangeBodyContext body) {
        return body.selector() != null && body.RANGE() == null;
    }

    private static boolean isLog(LogQLParser.ExpressionContext expression) {
        return expression instanceof LogQLParser.LogExpressionContext
                || (expression instanceof LogQLParser.GroupedContext grouped && isLog(grouped.expression()));
    }

    @Override
    public void visitTerminal(TerminalNode node) {
        Token token = node.getSymbol();
        if (token.getType() == LogQLLexer.RANGE
                && node.getParent() instanceof LogQLParser.LogRangeContext range
                && range.rangeBody() != null
                && !hasNoRange(range.rangeBody())) {
            throw SyntaxErrors.unexpected(token, false);
        }
    }

    @Override
    public void visitErrorNode(ErrorNode node) {
        throw new IllegalStateException("errors end the parsing: " + node);
    }
}
