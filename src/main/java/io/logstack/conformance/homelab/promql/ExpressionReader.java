package io.logstack.conformance.homelab.promql;

import com.google.re2j.PatternSyntaxException;
import io.logstack.conformance.homelab.promql.Matching.Cardinality;
import io.logstack.conformance.promql.PromQLBaseVisitor;
import io.logstack.conformance.promql.PromQLParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes a type-checked expression of a parse tree. */
final class ExpressionReader extends PromQLBaseVisitor<Expression> {

    @Override
    public Expression visitParens(PromQLParser.ParensContext context) {
        return visit(context.expression());
    }

    @Override
    public Expression visitNumber(PromQLParser.NumberContext context) {
        Double number = Numbers.parse(context.getText());
        if (number == null) {
            throw refused(context, "bad number syntax: \"" + context.getText() + "\"");
        }
        return new Expression.NumberLiteral(number);
    }

    @Override
    public Expression visitString(PromQLParser.StringContext context) {
        return new Expression.StringLiteral(text(context.STRING()));
    }

    @Override
    public Expression visitSelector(PromQLParser.SelectorContext context) {
        List<Matcher> matchers = new ArrayList<>();
        if (context.metricName() != null) {
            String name = context.metricName().getText();
            Double number = context.matchers() == null ? Numbers.parse(name) : null;
            if (number != null) {
                return new Expression.NumberLiteral(number);
            }
            matchers.add(Matcher.of(Series.NAME, Matcher.Operator.EQUAL, name));
        }
        if (context.matchers() != null) {
            context.matchers().matcher().forEach(matcher -> matchers.add(matcher(matcher)));
        }
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw refused(context, "vector selector must contain at least one non-empty matcher");
        }
        return new Expression.Selector(matchers, 0, 0);
    }

    private static Matcher matcher(PromQLParser.MatcherContext context) {
        Matcher.Operator operator = context.ASSIGN() != null
                ? Matcher.Operator.EQUAL
                : context.NEQ() != null
                        ? Matcher.Operator.NOT_EQUAL
                        : context.REG() != null ? Matcher.Operator.REGEXP : Matcher.Operator.NOT_REGEXP;
        try {
            return Matcher.of(label(context.label()), operator, text(context.STRING()));
        } catch (PatternSyntaxException e) {
            throw refused(context, "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
        }
    }

    @Override
    public Expression visitRange(PromQLParser.RangeContext context) {
        if (visit(context.expression()) instanceof Expression.Selector selector
                && selector.range() == 0
                && context.expression() instanceof PromQLParser.SelectorContext) {
            return new Expression.Selector(selector.matchers(), duration(context.duration()), 0);
        }
        throw refused(context, "ranges only allowed for vector selectors");
    }

    @Override
    public Expression visitOffset(PromQLParser.OffsetContext context) {
        if (visit(context.expression()) instanceof Expression.Selector selector) {
            long offset = duration(context.duration());
            return new Expression.Selector(
                    selector.matchers(), selector.range(), context.SUB() == null ? offset : -offset);
        }
        throw refused(
                context, "offset modifier must be preceded by an instant vector selector or range vector selector");
    }

    @Override
    public Expression visitSubquery(PromQLParser.SubqueryContext context) {
        throw refused(context, "the homelab computes no subqueries");
    }

    @Override
    public Expression visitAt(PromQLParser.AtContext context) {
        throw refused(context, "the homelab computes no @ modifier");
    }

    @Override
    public Expression visitUnary(PromQLParser.UnaryContext context) {
        Expression operand = visit(context.expression());
        if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.VECTOR) {
            throw refused(
                    context,
                    "unary expression only allowed on expressions of type scalar or instant vector, got \""
                            + operand.type().label() + "\"");
        }
        return new Expression.Unary(context.SUB() != null, operand);
    }

    @Override
    public Expression visitBinary(PromQLParser.BinaryContext context) {
        Expression left = visit(context.expression(0));
        Expression right = visit(context.expression(1));
        BinaryOperator operator = BinaryOperator.of(context.getChild(1).getText());
        PromQLParser.MatchingContext given = context.matching();
        boolean bool = given != null && given.BOOL() != null;
        PromQLParser.LabelMatchingContext byLabels = given == null ? null : given.labelMatching();
        if (bool && operator.kind() != BinaryOperator.Kind.COMPARISON) {
            throw refused(context, "bool modifier can only be used on comparison operators");
        }
        for (Expression operand : List.of(left, right)) {
            if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.VECTOR) {
                throw refused(context, "binary expression must contain only scalar and instant vector types");
            }
        }
        boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
        if (scalars && operator.kind() == BinaryOperator.Kind.COMPARISON && !bool) {
            throw refused(context, "comparisons between scalars must use BOOL modifier");
        }
        boolean anyScalar = left.type() == ValueType.SCALAR || right.type() == ValueType.SCALAR;
        if (operator.kind() == BinaryOperator.Kind.SET && anyScalar) {
            throw refused(
                    context, "set operator \"" + operator.symbol() + "\" not allowed in binary scalar expression");
        }
        if (anyScalar && byLabels != null) {
            throw refused(context, "vector matching only allowed between instant vectors");
        }
        return new Expression.Binary(operator, left, right, bool, matching(byLabels, operator));
    }

    private static Matching matching(PromQLParser.@Nullable LabelMatchingContext given, BinaryOperator operator) {
        if (given == null) {
            return Matching.DEFAULT;
        }
        Cardinality cardinality = given.card == null
                ? Cardinality.ONE_TO_ONE
                : given.GROUP_LEFT() != null ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
        if (operator.kind() == BinaryOperator.Kind.SET && given.card != null) {
            throw refused(given, "no grouping allowed for \"" + operator.symbol() + "\" operation");
        }
        List<String> include = given.include == null ? List.of() : labels(given.include);
        return new Matching(given.ON() != null, labels(given.labels(0)), cardinality, include);
    }

    @Override
    public Expression visitCall(PromQLParser.CallContext context) {
        String name = context.IDENTIFIER().getText();
        List<Expression> arguments =
                context.expression().stream().map(this::visit).toList();
        Aggregation aggregation = Aggregation.of(name).orElse(null);
        if (aggregation != null) {
            return aggregate(context, aggregation, arguments);
        }
        if (!context.grouping().isEmpty()) {
            throw refused(context, "grouping is only allowed on aggregations, and " + name + " is none of those known");
        }
        Function function =
                Function.of(name).orElseThrow(() -> refused(context, "unknown function with name \"" + name + "\""));
        int most = function.arguments().size();
        if (arguments.size() < function.required() || arguments.size() > most) {
            throw refused(
                    context,
                    "expected " + (function.required() == most ? "" : "at least ") + function.required()
                            + " argument(s) in call to \"" + name + "\", got " + arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            expect(context, function.arguments().get(i), arguments.get(i), "call to function \"" + name + "\"");
        }
        return new Expression.Call(function, arguments);
    }

    private static Expression aggregate(
            PromQLParser.CallContext context, Aggregation aggregation, List<Expression> arguments) {
        int expected = aggregation.takesParameter() ? 2 : 1;
        if (arguments.size() != expected) {
            throw refused(
                    context,
                    "wrong number of arguments for aggregate expression provided, expected " + expected + ", got "
                            + arguments.size());
        }
        if (context.grouping().size() > 1) {
            throw refused(context, "aggregation must only contain one grouping clause");
        }
        Expression parameter = expected == 2 ? arguments.get(0) : null;
        if (parameter != null) {
            expect(context, ValueType.SCALAR, parameter, "aggregation parameter");
        }
        Expression operand = arguments.get(expected - 1);
        expect(context, ValueType.VECTOR, operand, "aggregation expression");
        PromQLParser.GroupingContext grouping =
                context.grouping().isEmpty() ? null : context.grouping().get(0);
        return new Expression.Aggregate(
                aggregation,
                parameter,
                operand,
                grouping != null && grouping.WITHOUT() != null,
                grouping == null ? List.of() : labels(grouping.labels()));
    }

    private static void expect(ParserRuleContext context, ValueType expected, Expression given, String where) {
        if (given.type() != expected) {
            throw refused(
                    context,
                    "expected type " + expected.label() + " in " + where + ", got "
                            + given.type().label());
        }
    }

    private static List<String> labels(PromQLParser.LabelsContext context) {
        return context.label().stream().map(ExpressionReader::label).toList();
    }

    private static String label(PromQLParser.LabelContext context) {
        String label = context.getText();
        if (label.indexOf(':') >= 0) {
            throw refused(context, "unexpected character in label name: ':'");
        }
        return label;
    }

    private static long duration(PromQLParser.DurationContext context) {
        long duration = Numbers.milliseconds(context.getText());
        if (duration == 0) {
            throw refused(context, "duration must be greater than 0");
        }
        return duration;
    }

    private static String text(TerminalNode string) {
        String quoted = string.getText();
        String inner = quoted.substring(1, quoted.length() - 1);
        try {
            return quoted.charAt(0) == '`' ? inner : inner.translateEscapes();
        } catch (IllegalArgumentException e) {
            throw QueryException.parse(
                    string.getSymbol().getLine(),
                    string.getSymbol().getCharPositionInLine() + 1,
                    "unknown escape sequence in " + quoted);
        }
    }

    private static QueryException refused(ParserRuleContext context, String message) {
        return QueryException.parse(
                context.getStart().getLine(), context.getStart().getCharPositionInLine() + 1, message);
    }
}
