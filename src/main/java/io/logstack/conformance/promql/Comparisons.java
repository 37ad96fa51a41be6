package io.logstack.conformance.promql;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** The number that a comparison holds series against. */
final class Comparisons {
    private static final Set<String> COMPARES = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> COMBINES = Set.of("and", "or", "unless");

    private Comparisons() {}

    /** Of the outermost comparison; in what {@code and}, {@code or} or {@code unless} combine, of the first operand's. */
    static OptionalDouble limit(PromQLParser.ExpressionContext expression) {
        if (expression instanceof PromQLParser.ParensContext parens) {
            return limit(parens.expression());
        }
        if (!(expression instanceof PromQLParser.BinaryContext binary)) {
            return OptionalDouble.empty();
        }
        String operator = binary.getChild(1).getText().toLowerCase(Locale.ROOT);
        if (COMBINES.contains(operator)) {
            OptionalDouble left = limit(binary.expression(0));
            return left.isPresent() ? left : limit(binary.expression(1));
        }
        if (!COMPARES.contains(operator)) {
            return OptionalDouble.empty();
        }
        OptionalDouble right = number(binary.expression(1));
        return right.isPresent() ? right : number(binary.expression(0));
    }

    /** The value of what is written in numbers alone. */
    private static OptionalDouble number(PromQLParser.ExpressionContext expression) {
        if (expression instanceof PromQLParser.ParensContext parens) {
            return number(parens.expression());
        }
        if (expression instanceof PromQLParser.UnaryContext unary) {
            OptionalDouble operand = number(unary.expression());
            return operand.isPresent() && unary.SUB() != null ? OptionalDouble.of(-operand.getAsDouble()) : operand;
        }
        if (expression instanceof PromQLParser.NumberContext number) {
            String text = number.getText();
            return OptionalDouble.of(
                    text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Double.parseDouble(text));
        }
        if (expression instanceof PromQLParser.BinaryContext binary) {
            return arithmetic(binary.getChild(1).getText(), number(binary.expression(0)), number(binary.expression(1)));
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble arithmetic(String operator, OptionalDouble left, OptionalDouble right) {
        if (left.isEmpty() || right.isEmpty()) {
            return OptionalDouble.empty();
        }
        double a = left.getAsDouble();
        double b = right.getAsDouble();
        return switch (operator) {
            case "+" -> OptionalDouble.of(a + b);
            case "-" -> OptionalDouble.of(a - b);
            case "*" -> OptionalDouble.of(a * b);
            case "/" -> OptionalDouble.of(a / b);
            case "%" -> OptionalDouble.of(a % b);
            case "^" -> OptionalDouble.of(Math.pow(a, b));
            default -> OptionalDouble.empty();
        };
    }
}
