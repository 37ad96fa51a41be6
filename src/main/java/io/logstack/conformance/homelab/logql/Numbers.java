package io.logstack.conformance.homelab.logql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Floating-point numbers as Go reads and writes them. */
public final class Numbers {
    private Numbers() {}

    /** As Go's {@code strconv.ParseFloat} reads it; empty when it is no number. */
    static OptionalDouble parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String sign = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(0, 1) : "";
        String rest = lower.substring(sign.length());
        if (rest.equals("inf") || rest.equals("infinity")) {
            return OptionalDouble.of(sign.equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (rest.equals("nan") && sign.isEmpty()) {
            return OptionalDouble.of(Double.NaN);
        }
        boolean decimal = rest.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?");
        boolean hexadecimal = rest.matches("0x([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)p[+-]?[0-9]+");
        if (!decimal && !hexadecimal) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(sign + rest);
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The fewest digits that read back as the same number, never with an exponent: {@code 0.1}, {@code 5}, {@code +Inf}. */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits <= 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros().toPlainString();
            }
        }
        return exact.toPlainString();
    }
}
