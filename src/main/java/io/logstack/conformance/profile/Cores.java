package io.logstack.conformance.profile;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of CPU, written as Kubernetes quantities are: {@code 500m}, {@code 0.5}, {@code 2}. */
public record Cores(BigDecimal amount) {
    static final String ACCEPTED = "a number of CPU cores as Kubernetes writes it, such as 500m, 0.5 or 2";

    private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)(m?)");
    private static final int MILLI = 3;

    public Cores {
        amount = amount.stripTrailingZeros();
    }

    /**
     * Reads a Kubernetes quantity of cores.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says why
     */
    public static Cores parse(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        if (!quantity.matches()) {
            throw new IllegalArgumentException("is not a number of CPU cores");
        }
        BigDecimal number = new BigDecimal(quantity.group(1));
        return new Cores(quantity.group(2).isEmpty() ? number : number.movePointLeft(MILLI));
    }

    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
