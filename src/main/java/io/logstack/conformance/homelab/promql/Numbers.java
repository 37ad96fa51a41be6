package io.logstack.conformance.homelab.promql;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and durations as Prometheus writes and reads them. */
public final class Numbers {
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d|w|y)");

    private Numbers() {}

    /** As in answers: never an exponent, {@code NaN}, {@code +Inf}, {@code -Inf}. */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** A number as in exposition and {@code le} labels, or null when it is none. */
    static @Nullable Double parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("inf") || lower.equals("+inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (lower.equals("-inf")) {
            return Double.NEGATIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        try {
            return text.startsWith("0x") ? (double) Long.parseLong(text.substring(2), 16) : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * A duration such as {@code 1h30m}, in milliseconds.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static long milliseconds(String duration) {
        Matcher part = PART.matcher(duration);
        long total = 0;
        int read = 0;
        while (part.find() && part.start() == read) {
            total = Math.addExact(total, Math.multiplyExact(Long.parseLong(part.group(1)), unit(part.group(2))));
            read = part.end();
        }
        if (read == 0 || read != duration.length()) {
            throw new IllegalArgumentException("not a valid duration string: \"" + duration + "\"");
        }
        return total;
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            case "w" -> 7 * 86_400_000L;
            case "y" -> 365 * 86_400_000L;
            default -> throw new IllegalArgumentException("no unit of time is written " + unit);
        };
    }
}
