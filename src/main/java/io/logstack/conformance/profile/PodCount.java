package io.logstack.conformance.profile;

import java.util.OptionalInt;

/**
 * How many pods a workload is to have at least.
 *
 * @param number so many, or empty for one on every node that its pods may run on
 */
public record PodCount(OptionalInt number) {
    static final String ACCEPTED = "a number of pods from 1, or per-node";

    private static final String PER_NODE = "per-node";

    /**
     * Reads a count.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says why
     */
    public static PodCount parse(String text) {
        if (text.equals(PER_NODE)) {
            return new PodCount(OptionalInt.empty());
        }
        try {
            int number = Integer.parseInt(text);
            if (number < 1) {
                throw new IllegalArgumentException("asks for no pod at all");
            }
            return new PodCount(OptionalInt.of(number));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no number of pods", e);
        }
    }

    /** As profiles write it. */
    @Override
    public String toString() {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : PER_NODE;
    }
}
