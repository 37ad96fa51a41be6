package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/** What the grammar leaves open: seen while parsing, so that an error is found at the token that makes it one. */
final class GrammarRules implements ParseTreeListener {
    private final LogQLParser parser;
    private boolean over;

    GrammarRules(LogQLParser parser) {
        this.parser = parser;
    }

    /** Rules that are left on the way out of a failure are not looked at. */
    void end() {
        over = true;
    }

    private QueryException unexpected(Token token) {
        end();
        return SyntaxErrors.unexpected(token, false);
    }

    @Override
    public void enterEveryRule(ParserRuleContext rule) {
        if (over) {
            return;
        }
        boolean misplaced = false;
        if (rule instanceof LogQLParser.GroupingContext
                && rule.getParent() instanceof LogQLParser.VectorAggregationContext aggregation) {
            misplaced = aggregation.grouping().size() > 1;
        } else if (rule instanceof LogQLParser.PipelineContext pipeline) {
            misplaced = pipelines(pipeline.getParent()).size() > 1;
        } else if (rule.getParent() instanceof LogQLParser.StageContext stage) {
            misplaced = isMisplaced(rule, (LogQLParser.PipelineContext) stage.getParent());
        }
        if (misplaced) {
            throw unexpected(rule.getStart());
        }
    }

    /** There is a pipeline before the range or after it, not both. */
    private static List<LogQLParser.PipelineContext> pipelines(ParserRuleContext parent) {
        if (parent instanceof LogQLParser.LogRangeContext range) {
            List<LogQLParser.PipelineContext> all = new ArrayList<>(range.pipeline());
            if (range.rangeBody() != null) {
                all.addAll(range.rangeBody().pipeline());
            }
            return all;
        }
        return parent instanceof LogQLParser.RangeBodyContext body ? body.pipeline() : List.of();
    }

    /** An unwrap belongs to a range, and only label filters follow it; after a second parenthesis nothing else may begin. */
    private static boolean isMisplaced(ParserRuleContext operation, LogQLParser.PipelineContext pipeline) {
        ParserRuleContext parent = pipeline.getParent();
        boolean first = pipeline.stage().size() == 1;
        boolean unwraps = operation instanceof LogQLParser.UnwrapContext;
        boolean unwrapped =
                pipeline.stage().stream().anyMatch(stage -> stage.unwrap() != null && stage.unwrap() != operation);
        if (parent instanceof LogQLParser.LogRangeContext range && range.rangeBody() != null && first) {
            return !unwraps;
        }
        if (unwraps) {
            return unwrapped
                    || !(parent instanceof LogQLParser.LogRangeContext
                            || parent instanceof LogQLParser.RangeBodyContext);
        }
        return unwrapped && !(operation instanceof LogQLParser.LabelFilterContext);
    }

    @Override
    public void exitEveryRule(ParserRuleContext rule) {
        if (over) {
            return;
        }
        if (rule instanceof LogQLParser.MatcherContext matcher) {
            try {
                Planner.matcher(matcher);
            } catch (QueryException e) {
                end();
                throw e;
            }
        } else if (rule instanceof LogQLParser.MetricContext metric && isLog(metric.expression())) {
            throw unexpected(parser.getCurrentToken());
        } else if (rule instanceof LogQLParser.LogRangeContext range
                && range.rangeBody() != null
                && range.RANGE() == null
                && hasNoRange(range.rangeBody())) {
            throw unexpected(parser.getCurrentToken());
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
            throw unexpected(token);
        }
    }

    @Override
    public void visitErrorNode(ErrorNode node) {
        throw new IllegalStateException("errors end the parsing: " + node);
    }
}
