package io.logstack.conformance.profile;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as Kubernetes quantities are: {@code 256Ki}, {@code 2Gi}, {@code 10G}, {@code 4096}. */
public record ByteSize(long bytes) {
    static final String ACCEPTED =
            "a number of bytes as Kubernetes writes it, such as 4096, 256Ki, 2Gi or 500M (suffixes Ki, Mi, Gi, Ti, k, M, G, T)";

    private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)(\\w*)");
    private static final Map<String, Long> SUFFIXES = Map.of(
            "",
            1L,
            "k",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L,
            "Ki",
            1L << 10,
            "Mi",
            1L << 20,
            "Gi",
            1L << 30,
            "Ti",
            1L << 40);

    /**
     * Reads a Kubernetes quantity of whole bytes.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says why
     */
    public static ByteSize parse(String text) {
        if (text.startsWith("-")) {
            throw new IllegalArgumentException("is negative");
        }
        Matcher quantity = QUANTITY.matcher(text);
        if (!quantity.matches()) {
            throw new IllegalArgumentException("is not a number of bytes");
        }
        String suffix = quantity.group(2);
        Long factor = SUFFIXES.get(suffix);
        if (factor == null) {
            throw new IllegalArgumentException(
                    suffix.equals("m")
                            ? "is in thousandths of a byte: 'm' is Kubernetes' milli, 'M' its mega"
                            : "has the unknown suffix '" + suffix + "'");
        }
        try {
            return new ByteSize(new BigDecimal(quantity.group(1))
                    .multiply(BigDecimal.valueOf(factor))
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("is not a whole number of bytes below 8Ei", e);
        }
    }
}
