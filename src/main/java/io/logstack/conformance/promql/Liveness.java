package io.logstack.conformance.promql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.antlr.v4.runtime.tree.ParseTree;

/** Whether an expression could answer anything, given which selectors can have series. */
final class Liveness extends PromQLBaseVisitor<Boolean> {
    /** They answer when there is nothing. */
    private static final Set<String> OF_NOTHING = Set.of("absent", "absent_over_time");

    private final Predicate<VectorSelector> live;

    Liveness(Predicate<VectorSelector> live) {
        this.live = live;
    }

    @Override
    public Boolean visitSelector(PromQLParser.SelectorContext context) {
        return SelectorReader.isNumber(context) || live.test(SelectorReader.read(context));
    }

    @Override
    public Boolean visitBinary(PromQLParser.BinaryContext context) {
        PromQLParser.ExpressionContext left = context.expression(0);
        PromQLParser.ExpressionContext right = context.expression(1);
        return switch (context.getChild(1).getText().toLowerCase(Locale.ROOT)) {
            case "or" -> either(left, right);
            case "unless" -> visit(left);
            default -> visit(left) && visit(right);
        };
    }

    /** {@code x or vector(0)} answers always; but what fires on series that cannot be there never does for their sake. */
    private boolean either(PromQLParser.ExpressionContext left, PromQLParser.ExpressionContext right) {
        if (!reads(left)) {
            return !reads(right) || visit(right);
        }
        if (!reads(right)) {
            return visit(left);
        }
        return visit(left) || visit(right);
    }

    private static boolean reads(PromQLParser.ExpressionContext expression) {
        SelectorReader reader = new SelectorReader();
        reader.visit(expression);
        return !reader.found().isEmpty();
    }

    @Override
    public Boolean visitCall(PromQLParser.CallContext context) {
        return OF_NOTHING.contains(context.IDENTIFIER().getText()) || all(context.expression());
    }

    private boolean all(List<PromQLParser.ExpressionContext> expressions) {
        return expressions.stream().allMatch(this::visit);
    }

    @Override
    public Boolean visitParens(PromQLParser.ParensContext context) {
        return visit(context.expression());
    }

    @Override
    public Boolean visitUnary(PromQLParser.UnaryContext context) {
        return visit(context.expression());
    }

    @Override
    public Boolean visitRange(PromQLParser.RangeContext context) {
        return visit(context.expression());
    }

    @Override
    public Boolean visitSubquery(PromQLParser.SubqueryContext context) {
        return visit(context.expression());
    }

    @Override
    public Boolean visitOffset(PromQLParser.OffsetContext context) {
        return visit(context.expression());
    }

    @Override
    public Boolean visitAt(PromQLParser.AtContext context) {
        return visit(context.expression());
    }

    @Override
    public Boolean visitNumber(PromQLParser.NumberContext context) {
        return true;
    }

    @Override
    public Boolean visitString(PromQLParser.StringContext context) {
        return true;
    }

    @Override
    public Boolean visit(ParseTree tree) {
        return tree.accept(this);
    }
}
