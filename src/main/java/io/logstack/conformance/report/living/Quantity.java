package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.Measurement;
import java.math.BigDecimal;
import java.math.MathContext;
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
    private static final MathContext DIGITS = new MathContext(4);
    private static final int LONGEST = 300;

    /** Units of what is held against a limit, where others count things. */
    private static final Set<String> AMOUNTS = Set.of("seconds", "bytes", "bytes/s", "%", "ratio");

    private static final double THOUSAND = 1000;
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");

    private Quantity() {}

    static String of(Measurement measured) {
        return of(measured.value(), measured.unit());
    }

    private static String of(Object value, String unit) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return Shown.cut(String.valueOf(value), LONGEST) + (unit.isEmpty() ? "" : " " + unit);
        }
        if (unit.equals("seconds")) {
            return seconds(number.doubleValue());
        }
        if (unit.equals("bytes") || unit.equals("bytes/s")) {
            return bytes(number.doubleValue()) + unit.substring("bytes".length());
        }
        return plain(number) + (unit.isEmpty() ? "" : unit.equals("%") ? " %" : " " + unit);
    }

    private static String plain(Number number) {
        BigDecimal exact = new BigDecimal(number.toString());
        BigDecimal shown = exact.scale() <= 0 ? exact : exact.round(DIGITS);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    private static String seconds(double seconds) {
        return Math.abs(seconds) < 1 && seconds != 0 ? plain(seconds * THOUSAND) + " ms" : plain(seconds) + " s";
    }

    private static String bytes(double bytes) {
        double scaled = bytes;
        int power = 0;
        while (Math.abs(scaled) >= THOUSAND && power < BYTES.size() - 1) {
            scaled /= THOUSAND;
            power++;
        }
        return plain(scaled) + " " + BYTES.get(power);
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
