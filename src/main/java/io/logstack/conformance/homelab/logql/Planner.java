package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Makes a plan of a parse tree, and refuses what is well-formed and has no meaning. */
final class Planner {
    Plan query(LogQLParser.QueryContext query) {
        return plan(query.expression());
    }

    private Plan plan(LogQLParser.ExpressionContext expression) {
        if (expression instanceof LogQLParser.LogExpressionContext log) {
            return new Plan.Log(matchers(log.selector()), StagePlanner.stages(log.pipeline()));
        }
        if (expression instanceof LogQLParser.GroupedContext grouped) {
            return plan(grouped.expression());
        }
        if (expression instanceof LogQLParser.BinaryContext binary) {
            return binary(binary);
        }
        if (expression instanceof LogQLParser.RangeExpressionContext range) {
            return rangeAggregation(range.rangeAggregation());
        }
        if (expression instanceof LogQLParser.VectorExpressionContext vector) {
            return vectorAggregation(vector.vectorAggregation());
        }
        if (expression instanceof LogQLParser.VectorLiteralContext vector) {
            return new Plan.Vector(number(vector.NUMBER().getText()));
        }
        return new Plan.Literal(literal(((LogQLParser.LiteralExpressionContext) expression).literal()));
    }

    static List<Matcher> matchers(LogQLParser.SelectorContext selector) {
        return selector.matcher().stream().map(Planner::matcher).toList();
    }

    static Matcher matcher(LogQLParser.MatcherContext matcher) {
        Matcher.Type type = switch (matcher.op.getType()) {
            case LogQLLexer.EQ -> Matcher.Type.EQUAL;
            case LogQLLexer.NEQ -> Matcher.Type.NOT_EQUAL;
            case LogQLLexer.RE -> Matcher.Type.MATCHES;
            default -> Matcher.Type.MATCHES_NOT;
        };
        return new Matcher(
                matcher.IDENTIFIER().getText(),
                type,
                Strings.unquote(matcher.STRING().getText()));
    }

    static double literal(LogQLParser.LiteralContext literal) {
        double value = number(literal.NUMBER().getText());
        return literal.sign != null && literal.sign.getType() == LogQLLexer.SUB ? -value : value;
    }

    private static double number(String text) {
        OptionalDouble value = Numbers.parse(text);
        if (value.isEmpty()) {
            throw QueryException.parse("unable to parse literal as a float: strconv.ParseFloat: parsing "
                    + Strings.quote(text) + ": invalid syntax");
        }
        return value.getAsDouble();
    }

    private Plan.Metric binary(LogQLParser.BinaryContext binary) {
        Operator operator = Operator.of(binary.op.getText());
        Plan.Metric left = leg(binary.expression(0), "left", operator);
        Plan.Metric right = leg(binary.expression(1), "right", operator);
        if (operator.isSet()) {
            noLiteral(left, "left", operator);
            noLiteral(right, "right", operator);
        }
        if (left instanceof Plan.Literal a && right instanceof Plan.Literal b) {
            return new Plan.Literal(operator.apply(a.value(), b.value(), true).orElseThrow());
        }
        LogQLParser.ModifierContext modifier = binary.modifier();
        Grouping matching = modifier.op == null
                ? null
                : Grouping.of(modifier.op.getType() == LogQLLexer.IGNORING, names(modifier.names()));
        return new Plan.Binary(operator, modifier.BOOL() != null, matching, left, right);
    }

    private Plan.Metric leg(LogQLParser.ExpressionContext expression, String side, Operator operator) {
        Plan plan = plan(expression);
        if (plan instanceof Plan.Metric metric) {
            return metric;
        }
        boolean staged = plan instanceof Plan.Log log && !log.stages().isEmpty();
        throw QueryException.parse("unexpected type for " + side + " leg of binary operation (" + operator.text
                + "): *syntax." + (staged ? "PipelineExpr" : "MatchersExpr"));
    }

    private static void noLiteral(Plan.Metric leg, String side, Operator operator) {
        if (leg instanceof Plan.Literal literal) {
            throw QueryException.parse(String.format(
                    java.util.Locale.ROOT,
                    "unexpected literal for %s leg of logical/set binary operation (%s): %f",
                    side,
                    operator.text,
                    literal.value()));
        }
    }

    private Plan.Metric vectorAggregation(LogQLParser.VectorAggregationContext aggregation) {
        VectorOperation operation =
                VectorOperation.of(aggregation.VECTOR_OPERATION().getText().toLowerCase(java.util.Locale.ROOT));
        if (operation == null) {
            throw new IllegalStateException(aggregation.getText());
        }
        Grouping grouping = aggregation.grouping().isEmpty()
                ? null
                : grouping(aggregation.grouping().get(0));
        int parameter = parameter(
                operation,
                aggregation.NUMBER() == null ? null : aggregation.NUMBER().getText());
        boolean sorts = operation == VectorOperation.SORT || operation == VectorOperation.SORT_DESC;
        if (sorts && grouping != null && !grouping.names().isEmpty()) {
            throw QueryException.parse("sort and sort_desc doesn't allow grouping by ");
        }
        Plan.Metric of = (Plan.Metric) plan(aggregation.metric().expression());
        if (of instanceof Plan.Literal) {
            throw new QueryException(
                    "unexpected expr type (*syntax.LiteralExpr) for Evaluator type (*logql.DefaultEvaluator) ");
        }
        return new Plan.VectorAggregation(operation, parameter, of, grouping);
    }

    private static int parameter(VectorOperation operation, @Nullable String text) {
        if (!operation.takesParameter()) {
            if (text != null) {
                throw QueryException.parse("unsupported parameter for operation " + operation + "(" + text + ",");
            }
            return 0;
        }
        if (text == null) {
            throw QueryException.parse("parameter required for operation " + operation);
        }
        int parameter;
        try {
            parameter = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw QueryException.parse("invalid parameter " + operation + "(" + text + ",");
        }
        if (parameter <= 0) {
            throw QueryException.parse("invalid parameter (must be greater than 0) " + operation + "(" + text);
        }
        return parameter;
    }

    private Plan.Metric rangeAggregation(LogQLParser.RangeAggregationContext aggregation) {
        RangeOperation operation =
                RangeOperation.of(aggregation.RANGE_OPERATION().getText().toLowerCase(java.util.Locale.ROOT));
        if (operation == null) {
            throw new IllegalStateException(aggregation.getText());
        }
        Double parameter = null;
        if (aggregation.NUMBER() != null) {
            String text = aggregation.NUMBER().getText();
            if (operation != RangeOperation.QUANTILE_OVER_TIME) {
                throw QueryException.parse("parameter " + text + " not supported for operation " + operation);
            }
            parameter = number(text);
        } else if (operation == RangeOperation.QUANTILE_OVER_TIME) {
            throw QueryException.parse("parameter required for operation " + operation);
        }
        Plan.LogRange range = logRange(aggregation.logRange());
        Grouping grouping = aggregation.grouping() == null ? null : grouping(aggregation.grouping());
        if (grouping != null && !operation.grouping) {
            throw QueryException.parse("grouping not allowed for " + operation + " aggregation");
        }
        boolean unwrapped = range.unwrap() != null;
        if (unwrapped ? !operation.values : !operation.lines) {
            throw QueryException.parse(
                    "invalid aggregation " + operation + (unwrapped ? " with unwrap" : " without unwrap"));
        }
        return new Plan.RangeAggregation(operation, parameter, range, grouping);
    }

    private Plan.LogRange logRange(LogQLParser.LogRangeContext range) {
        LogQLParser.RangeBodyContext body = range.rangeBody();
        if (body == null) {
            return logRange(
                    range.selector(), first(range.pipeline()), range.RANGE().getSymbol(), range.offset());
        }
        if (body.logRange() != null) {
            return logRange(body.logRange());
        }
        LogQLParser.PipelineContext pipeline = first(body.pipeline());
        return range.RANGE() == null
                ? logRange(body.selector(), pipeline, body.RANGE().getSymbol(), body.offset())
                : logRange(
                        body.selector(),
                        pipeline == null ? first(range.pipeline()) : pipeline,
                        range.RANGE().getSymbol(),
                        range.offset());
    }

    private static <T> @Nullable T first(List<T> list) {
        return list.isEmpty() ? null : list.get(0);
    }

    private static Plan.LogRange logRange(
            LogQLParser.SelectorContext selector,
            LogQLParser.@Nullable PipelineContext pipeline,
            Token range,
            LogQLParser.@Nullable OffsetContext offset) {
        String text = range.getText();
        return new Plan.LogRange(
                new Plan.Log(matchers(selector), StagePlanner.stages(pipeline)),
                Durations.prometheus(text.substring(1, text.length() - 1)),
                offset == null ? 0 : duration(offset.DURATION().getText()),
                StagePlanner.unwrap(pipeline));
    }

    static long duration(String text) {
        OptionalLong nanos = Durations.parse(text);
        if (nanos.isEmpty()) {
            throw new IllegalStateException(text);
        }
        return nanos.getAsLong();
    }

    private static Grouping grouping(LogQLParser.GroupingContext grouping) {
        return Grouping.of(grouping.op.getType() == LogQLLexer.WITHOUT, names(grouping.names()));
    }

    private static List<String> names(LogQLParser.@Nullable NamesContext names) {
        List<String> list = new ArrayList<>();
        if (names != null) {
            names.IDENTIFIER().forEach(name -> list.add(name.getText()));
        }
        return list;
    }
}
