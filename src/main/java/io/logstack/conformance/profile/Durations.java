package io.logstack.conformance.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Go (and so Kubernetes) and Prometheus write them. */
public final class Durations {
    static final String ACCEPTED = "a duration such as 500ms, 30s, 2m, 1h30m, 168h, 7d or 1w "
            + "(units y, w, d, h, m, s, ms, us, ns, the largest first)";

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|µs|μs|ns|[ywdhms])");
    private static final List<String> UNITS = List.of("y", "w", "d", "h", "m", "s", "ms", "us", "ns");
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofDays(365),
            Duration.ofDays(7),
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            Duration.ofNanos(1_000),
            Duration.ofNanos(1));

    private Durations() {}

    /**
     * Reads {@code 168h}, {@code 7d}, {@code 1w}, {@code 1h30m}, {@code 1.5h}, {@code 500ms} or {@code 0}.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says why
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.startsWith("-")) {
            throw new IllegalArgumentException("is negative");
        }
        if (text.matches("\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("has no unit");
        }
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        int last = -1;
        while (part.find() && part.start() == at) {
            int unit = UNITS.indexOf(part.group(2).replace('µ', 'u').replace('μ', 'u'));
            if (unit <= last) {
                throw new IllegalArgumentException("has its units out of order");
            }
            nanos = nanos.add(new BigDecimal(part.group(1))
                    .multiply(BigDecimal.valueOf(LENGTHS.get(unit).toNanos())));
            last = unit;
            at = part.end();
        }
        if (at == 0 || at != text.length()) {
            throw new IllegalArgumentException("is not a duration");
        }
        try {
            return Duration.ofNanos(nanos.toBigInteger().longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("is too long, over 292 years", e);
        }
    }

    /**
     * A duration as people read it, and {@link #parse} again: {@code 7d}, {@code 8d2h}, {@code 1m30s}, {@code 1.234s},
     * {@code 250ms}. Rounded to milliseconds from a second on, to microseconds below.
     */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return number(duration.toNanos() / 1_000, 3) + "ms";
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        long millis = duration.toSecondsPart() * 1_000L + duration.toMillisPart();
        if (millis > 0) {
            text.append(number(millis, 3)).append('s');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    private static String number(long unscaled, int digits) {
        BigDecimal number = BigDecimal.valueOf(unscaled, digits);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
