package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.report.text.Amount;
import io.logstack.conformance.report.text.Shown;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Measured values, as people read them. */
final class Quantity {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST = 300;

    /** Units of what is held against a limit, where others count things. */
    private static final Set<String> AMOUNTS = Set.of("seconds", "bytes", "bytes/s", "%", "ratio");

    private Quantity() {}

    static String of(Measurement measured) {
        return of(measured.value(), measured.unit());
    }

    private static String of(Object value, String unit) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return Shown.cut(String.valueOf(value), LONGEST) + (unit.isEmpty() ? "" : " " + unit);
        }
        return Amount.of(number, unit);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** What tells most of why something holds: an amount within its limit before a count, and that before words. */
    static Optional<Measurement> telling(List<Measurement> measurements) {
        return last(
                        measurements,
                        measured -> isNumber(measured) && isLimited(measured) && AMOUNTS.contains(measured.unit()))
                .or(() -> last(measurements, measured -> isNumber(measured) && measured.threshold() != null))
                .or(() -> last(measurements, measured -> measured.threshold() != null))
                .or(() -> last(measurements, measured -> true));
    }

    private static Optional<Measurement> last(List<Measurement> measurements, Predicate<Measurement> fit) {
        return measurements.stream().filter(fit).reduce((earlier, later) -> later);
    }

    private static boolean isNumber(Measurement measured) {
        return measured.value() instanceof Number;
    }

    private static boolean isLimited(Measurement measured) {
        String threshold = measured.threshold();
        return threshold != null && (threshold.startsWith("<") || threshold.startsWith(">"));
    }
}
