package io.logstack.conformance.report.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Numbers with their unit, rounded to what people read. */
public final class Amount {
    private static final MathContext DIGITS = new MathContext(4);
    private static final double THOUSAND = 1000;
    private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB");

    private Amount() {}

    /** @param unit as Prometheus names it, or empty */
    public static String of(Number number, String unit) {
        return switch (unit) {
            case "" -> plain(number);
            case "seconds" -> seconds(number.doubleValue());
            case "bytes" -> bytes(number.doubleValue());
            case "bytes/s" -> bytes(number.doubleValue()) + "/s";
            default -> plain(number) + " " + unit;
        };
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
}
