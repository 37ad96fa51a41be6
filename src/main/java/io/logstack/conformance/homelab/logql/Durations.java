package io.logstack.conformance.homelab.logql;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Durations in nanoseconds, as Prometheus and as Go write them. */
public final class Durations {
    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long DAY = 24 * 3600 * SECOND;

    /** Prometheus' units from the largest, which is the order in which they may follow each other. */
    private static final Map<String, Long> PROMETHEUS = new LinkedHashMap<>();

    private static final Map<String, Long> GO = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            MILLISECOND,
            "s",
            SECOND,
            "m",
            60 * SECOND,
            "h",
            3600 * SECOND);

    static {
        PROMETHEUS.put("y", 365 * DAY);
        PROMETHEUS.put("w", 7 * DAY);
        PROMETHEUS.put("d", DAY);
        PROMETHEUS.put("h", 3600 * SECOND);
        PROMETHEUS.put("m", 60 * SECOND);
        PROMETHEUS.put("s", SECOND);
        PROMETHEUS.put("ms", MILLISECOND);
    }

    private Durations() {}

    /**
     * As Prometheus reads it: {@code 1w2d}, {@code 5m}, {@code 0}.
     *
     * @throws QueryException in Prometheus' words
     */
    public static long prometheus(String text) {
        if (text.isEmpty()) {
            throw new QueryException("empty duration string");
        }
        if (text.equals("0")) {
            return 0;
        }
        long sum = 0;
        int lastUnit = -1;
        int at = 0;
        while (at < text.length()) {
            int unitStart = at;
            while (unitStart < text.length() && isDigit(text.charAt(unitStart))) {
                unitStart++;
            }
            int end = unitStart;
            while (end < text.length() && text.charAt(end) != '.' && !isDigit(text.charAt(end))) {
                end++;
            }
            if (unitStart == at || end == unitStart) {
                throw invalid(text);
            }
            String unit = text.substring(unitStart, end);
            Long nanos = PROMETHEUS.get(unit);
            if (nanos == null) {
                throw new QueryException("unknown unit " + Strings.quote(unit) + " in duration " + Strings.quote(text));
            }
            int position = PROMETHEUS.keySet().stream().toList().indexOf(unit);
            if (position <= lastUnit) {
                throw invalid(text);
            }
            lastUnit = position;
            try {
                sum = Math.addExact(sum, Math.multiplyExact(Long.parseLong(text, at, unitStart, 10), nanos));
            } catch (ArithmeticException | NumberFormatException e) {
                throw new QueryException("duration out of range");
            }
            at = end;
        }
        return sum;
    }

    /** As Go's {@code time.ParseDuration} reads it: {@code 1.5h}, {@code -300ms}; empty when it is none. */
    public static OptionalLong go(String text) {
        String rest = text;
        boolean negative = rest.startsWith("-");
        if (negative || rest.startsWith("+")) {
            rest = rest.substring(1);
        }
        if (rest.equals("0")) {
            return OptionalLong.of(0);
        }
        if (rest.isEmpty()) {
            return OptionalLong.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length()) {
            int unitStart = at;
            while (unitStart < rest.length() && (isDigit(rest.charAt(unitStart)) || rest.charAt(unitStart) == '.')) {
                unitStart++;
            }
            int end = unitStart;
            while (end < rest.length() && rest.charAt(end) != '.' && !isDigit(rest.charAt(end))) {
                end++;
            }
            Long nanos = GO.get(rest.substring(unitStart, end));
            String number = rest.substring(at, unitStart);
            if (nanos == null
                    || number.isEmpty()
                    || number.equals(".")
                    || number.indexOf('.') != number.lastIndexOf('.')) {
                return OptionalLong.empty();
            }
            sum = sum.add(new BigDecimal(number).multiply(BigDecimal.valueOf(nanos)));
            at = end;
        }
        BigDecimal signed = negative ? sum.negate() : sum;
        return signed.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(signed.longValue());
    }

    /** What Go says of a text that is no duration. */
    static String complaint(String text) {
        String quoted = Strings.quote(text);
        int unit = 0;
        while (unit < text.length() && "+-.0123456789".indexOf(text.charAt(unit)) >= 0) {
            unit++;
        }
        int end = unit;
        while (end < text.length() && ".0123456789".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (unit == 0) {
            return "time: invalid duration " + quoted;
        }
        return unit == text.length()
                ? "time: missing unit in duration " + quoted
                : "time: unknown unit " + Strings.quote(text.substring(unit, end)) + " in duration " + quoted;
    }

    /** As LogQL reads it: as Prometheus does, else as Go does. */
    static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(prometheus(text));
        } catch (QueryException e) {
            return go(text);
        }
    }

    /** The shortest form that Prometheus has for it: {@code 1w}, {@code 30d1h}. */
    public static String shortest(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long rest = Math.abs(nanos) / MILLISECOND * MILLISECOND;
        for (Map.Entry<String, Long> unit : PROMETHEUS.entrySet()) {
            // Years, weeks and days only where nothing is left over, so that 30d1h stays readable.
            boolean exact = rest % unit.getValue() == 0;
            boolean onlyExact = unit.getKey().equals("y") || unit.getKey().equals("w");
            if (rest >= unit.getValue() && (!onlyExact || exact)) {
                text.append(rest / unit.getValue()).append(unit.getKey());
                rest %= unit.getValue();
            }
        }
        return (nanos < 0 ? "-" : "") + text;
    }

    /** As Go prints a duration: {@code 960h0m0s}, {@code 1.5s}, {@code 250ms}. */
    public static String goText(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long rest = Math.abs(nanos);
        if (rest < SECOND) {
            return sign
                    + (rest >= MILLISECOND
                            ? plain(rest, MILLISECOND) + "ms"
                            : rest >= 1_000 ? plain(rest, 1_000) + "µs" : rest + "ns");
        }
        long hours = rest / (3600 * SECOND);
        long minutes = rest / (60 * SECOND) % 60;
        String seconds = plain(rest % (60 * SECOND), SECOND) + "s";
        return sign + (hours > 0 ? hours + "h" + minutes + "m" : minutes > 0 ? minutes + "m" : "") + seconds;
    }

    private static String plain(long value, long unit) {
        return BigDecimal.valueOf(value)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static QueryException invalid(String text) {
        return new QueryException("not a valid duration string: " + Strings.quote(text));
    }
}
