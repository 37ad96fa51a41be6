package io.logstack.conformance.homelab.logql;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Binary operators. */
enum Operator {
    OR("or"),
    AND("and"),
    UNLESS("unless"),
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULO("%"),
    POWER("^"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<=");

    final String text;

    Operator(String text) {
        this.text = text;
    }

    static Operator of(String text) {
        return Arrays.stream(values())
                .filter(operator -> operator.text.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow();
    }

    /** Whether it works on sets of series. */
    boolean isSet() {
        return this == OR || this == AND || this == UNLESS;
    }

    boolean isComparison() {
        return switch (this) {
            case EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> true;
            default -> false;
        };
    }

    /**
     * The result for two numbers.
     *
     * @param bool whether a comparison gives 1 or 0 instead of keeping or dropping the left number
     * @return empty when a comparison drops it
     */
    OptionalDouble apply(double left, double right, boolean bool) {
        if (isComparison()) {
            boolean holds = switch (this) {
                case EQUAL -> left == right;
                case NOT_EQUAL -> left != right;
                case GREATER -> left > right;
                case GREATER_OR_EQUAL -> left >= right;
                case LESS -> left < right;
                default -> left <= right;
            };
            return bool ? OptionalDouble.of(holds ? 1 : 0) : holds ? OptionalDouble.of(left) : OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (this) {
                    case ADD -> left + right;
                    case SUBTRACT -> left - right;
                    case MULTIPLY -> left * right;
                    // Loki gives NaN here, not an infinity.
                    case DIVIDE -> right == 0 ? Double.NaN : left / right;
                    case MODULO -> right == 0 ? Double.NaN : left % right;
                    case POWER -> Math.pow(left, right);
                    default -> throw new IllegalStateException(text);
                });
    }
}
