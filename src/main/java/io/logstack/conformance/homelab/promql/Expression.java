package io.logstack.conformance.homelab.promql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A parsed query, type-checked. */
sealed interface Expression {
    ValueType type();

    record NumberLiteral(double value) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    record StringLiteral(String value) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /**
     * A selector.
     *
     * @param range milliseconds of a range vector, or 0 for an instant vector
     * @param offset milliseconds to look back
     */
    record Selector(List<Matcher> matchers, long range, long offset) implements Expression {
        @Override
        public ValueType type() {
            return range > 0 ? ValueType.MATRIX : ValueType.VECTOR;
        }

        /** The labels that an absent series would have: those that the selector fixes. */
        Map<String, String> fixedLabels() {
            Map<String, String> fixed = new TreeMap<>();
            for (Matcher matcher : matchers) {
                boolean equal = matcher.operator() == Matcher.Operator.EQUAL;
                if (!matcher.label().equals(Series.NAME)) {
                    if (equal && !fixed.containsKey(matcher.label())) {
                        fixed.put(matcher.label(), matcher.value());
                    } else {
                        fixed.put(matcher.label(), "");
                    }
                }
            }
            fixed.values().removeIf(String::isEmpty);
            return fixed;
        }
    }

    record Unary(boolean negative, Expression operand) implements Expression {
        @Override
        public ValueType type() {
            return operand.type();
        }
    }

    record Binary(BinaryOperator operator, Expression left, Expression right, boolean bool, Matching matching)
            implements Expression {
        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.VECTOR;
        }
    }

    record Aggregate(
            Aggregation operator,
            @Nullable Expression parameter,
            Expression operand,
            boolean without,
            List<String> labels)
            implements Expression {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    record Call(Function function, List<Expression> arguments) implements Expression {
        @Override
        public ValueType type() {
            return function.result();
        }
    }
}
