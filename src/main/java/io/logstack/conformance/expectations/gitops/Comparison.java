package io.logstack.conformance.expectations.gitops;

import io.fabric8.kubernetes.api.model.Quantity;
import io.logstack.conformance.profile.Durations;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * One thing that is declared and runs.
 *
 * @param what the path of the declaration, and whose it is
 * @param running what runs, or empty where nothing of the kind does
 * @param source where that was read
 */
record Comparison(
        String what, String declared, Optional<String> running, String source, BiPredicate<String, String> same) {
    /** Text for text. */
    static final BiPredicate<String, String> TEXT = String::equals;

    /** {@code 168h} is {@code 1w}. */
    static final BiPredicate<String, String> DURATION = Comparison::sameDuration;

    /** {@code 500m} is {@code 0.5}, and {@code 2Gi} is {@code 2048Mi}. */
    static final BiPredicate<String, String> QUANTITY = Comparison::sameQuantity;

    boolean agrees() {
        return running.filter(value -> same.test(declared, value)).isPresent();
    }

    private static boolean sameDuration(String declared, String running) {
        try {
            return Durations.parse(declared).equals(Durations.parse(running));
        } catch (IllegalArgumentException noDuration) {
            // What is no duration can still be compared: the same words on both sides are no drift.
            return declared.equals(running);
        }
    }

    private static boolean sameQuantity(String declared, String running) {
        try {
            return Quantity.getAmountInBytes(Quantity.parse(declared))
                            .compareTo(Quantity.getAmountInBytes(Quantity.parse(running)))
                    == 0;
        } catch (IllegalArgumentException noQuantity) {
            // As above.
            return declared.equals(running);
        }
    }
}
