package io.logstack.conformance.report.statement;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number that a measured number is held against.
 *
 * @param comparison one of {@code = < <= > >=}: what the value has to be to it
 * @param value in the unit of the measurement
 */
public record Limit(String comparison, double value) {
    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?";

    /** What follows the number explains it: {@code = 0 in 861ms}, {@code = 1, which is to be >= 1}. */
    private static final Pattern THRESHOLD = Pattern.compile("(=|<=?|>=?) ([^ ,]+)(?:[ ,].*)?", Pattern.DOTALL);

    /** Durations as the suite writes them: {@code 8d2h}, {@code 1m30s}, {@code 1.234s}. */
    private static final Pattern DURATION = Pattern.compile("(\\d+d)?((?:\\d+h)?(?:\\d+m)?(?:\\d+(?:\\.\\d+)?s)?)");

    private static final Pattern MILLISECONDS = Pattern.compile("(\\d+(?:\\.\\d+)?)ms");

    /** The limit of a measured number; empty for other values, and where the threshold holds no single number. */
    public static Optional<Limit> of(Measured measured) {
        if (measured.threshold() == null || measured.number().isEmpty()) {
            return Optional.empty();
        }
        Matcher threshold = THRESHOLD.matcher(measured.threshold());
        if (!threshold.matches()) {
            return Optional.empty();
        }
        OptionalDouble value = value(threshold.group(2), measured.unit());
        return value.isEmpty() ? Optional.empty() : Optional.of(new Limit(threshold.group(1), value.getAsDouble()));
    }

    private static OptionalDouble value(String text, String unit) {
        if (text.matches(NUMBER)) {
            return OptionalDouble.of(Double.parseDouble(text));
        }
        return unit.equals("seconds") ? seconds(text) : OptionalDouble.empty();
    }

    private static OptionalDouble seconds(String text) {
        Matcher milliseconds = MILLISECONDS.matcher(text);
        if (milliseconds.matches()) {
            return OptionalDouble.of(Double.parseDouble(milliseconds.group(1)) / 1e3);
        }
        Matcher duration = DURATION.matcher(text);
        if (text.isEmpty() || !duration.matches()) {
            return OptionalDouble.empty();
        }
        String days = duration.group(1) == null ? "" : duration.group(1);
        String time = duration.group(2).isEmpty() ? "" : "T" + duration.group(2);
        return OptionalDouble.of(Duration.parse("P" + days + time).toMillis() / 1e3);
    }
}
