package io.logstack.conformance.homelab.promql;

import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** PromQL's binary operators. */
// The functions in it have no state.
@SuppressWarnings("ImmutableEnumChecker")
enum BinaryOperator {
    POW("^", Kind.ARITHMETIC, Math::pow),
    MUL("*", Kind.ARITHMETIC, (a, b) -> a * b),
    DIV("/", Kind.ARITHMETIC, (a, b) -> a / b),
    MOD("%", Kind.ARITHMETIC, (a, b) -> a % b),
    ADD("+", Kind.ARITHMETIC, Double::sum),
    SUB("-", Kind.ARITHMETIC, (a, b) -> a - b),
    EQUAL("==", Kind.COMPARISON, (a, b) -> truth(a == b)),
    NOT_EQUAL("!=", Kind.COMPARISON, (a, b) -> truth(a != b)),
    LESS_OR_EQUAL("<=", Kind.COMPARISON, (a, b) -> truth(a <= b)),
    LESS("<", Kind.COMPARISON, (a, b) -> truth(a < b)),
    GREATER_OR_EQUAL(">=", Kind.COMPARISON, (a, b) -> truth(a >= b)),
    GREATER(">", Kind.COMPARISON, (a, b) -> truth(a > b)),
    AND("and", Kind.SET, null),
    OR("or", Kind.SET, null),
    UNLESS("unless", Kind.SET, null);

    enum Kind {
        ARITHMETIC,
        COMPARISON,
        SET
    }

    private final String symbol;
    private final Kind kind;
    private final @Nullable DoubleBinaryOperator operation;

    BinaryOperator(String symbol, Kind kind, @Nullable DoubleBinaryOperator operation) {
        this.symbol = symbol;
        this.kind = kind;
        this.operation = operation;
    }

    static BinaryOperator of(String symbol) {
        for (BinaryOperator operator : values()) {
            if (operator.symbol.equalsIgnoreCase(symbol)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("no PromQL operator is written " + symbol);
    }

    String symbol() {
        return symbol;
    }

    Kind kind() {
        return kind;
    }

    /** The result; 1 or 0 for a comparison. */
    double apply(double left, double right) {
        if (operation == null) {
            throw new IllegalStateException(symbol + " is not computed on numbers");
        }
        return operation.applyAsDouble(left, right);
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }
}
