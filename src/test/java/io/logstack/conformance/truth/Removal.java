package io.logstack.conformance.truth;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** How evidence can be missing from an answer that came. */
enum Removal {
    /** There is nothing: no objects, no series, no entries, an empty page. */
    GONE(Emptied::gone),
    /** It is there and tells nothing: objects without status, streams without entries, a success without result. */
    BLANK(Emptied::blank),
    /** Each of its values is {@code NaN}. */
    NAN(Emptied::nan);

    private final UnaryOperator<Object> change;

    Removal(UnaryOperator<Object> change) {
        this.change = change;
    }

    /** What is left of an answer; empty where it has nothing of the kind that could be missing. */
    Optional<Object> leaves(Object answer) {
        Object left = change.apply(answer);
        return left.equals(answer) ? Optional.empty() : Optional.of(left);
    }
}
