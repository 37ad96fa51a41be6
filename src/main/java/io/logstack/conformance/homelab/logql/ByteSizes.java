package io.logstack.conformance.homelab.logql;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Sizes as Loki reads them in filters and {@code unwrap bytes(…)}: {@code 5KB}, {@code 1.5 MiB}, {@code 42}. */
final class ByteSizes {
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("kb", 1_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("tb", 1_000_000_000_000L),
            Map.entry("pb", 1_000_000_000_000_000L),
            Map.entry("k", 1_000L),
            Map.entry("m", 1_000_000L),
            Map.entry("g", 1_000_000_000L),
            Map.entry("t", 1_000_000_000_000L),
            Map.entry("p", 1_000_000_000_000_000L),
            Map.entry("kib", 1L << 10),
            Map.entry("mib", 1L << 20),
            Map.entry("gib", 1L << 30),
            Map.entry("tib", 1L << 40),
            Map.entry("pib", 1L << 50),
            Map.entry("ki", 1L << 10),
            Map.entry("mi", 1L << 20),
            Map.entry("gi", 1L << 30),
            Map.entry("ti", 1L << 40),
            Map.entry("pi", 1L << 50));

    private ByteSizes() {}

    /** What Loki says of a text that is no size. */
    static String complaint(String text) {
        int end = 0;
        while (end < text.length() && "0123456789.,".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end == 0
                ? "strconv.ParseFloat: parsing \"\": invalid syntax"
                : "unhandled size name: " + text.substring(end).strip().toLowerCase(Locale.ROOT);
    }

    /** Bytes; empty when the text is no size. */
    static OptionalLong parse(String text) {
        int end = 0;
        while (end < text.length() && "0123456789.,".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        Long unit = UNITS.get(text.substring(end).strip().toLowerCase(Locale.ROOT));
        String number = text.substring(0, end).replace(",", "");
        if (unit == null || number.isEmpty() || number.equals(".") || number.indexOf('.') != number.lastIndexOf('.')) {
            return OptionalLong.empty();
        }
        BigDecimal bytes = new BigDecimal(number).multiply(BigDecimal.valueOf(unit));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.longValue());
    }
}
