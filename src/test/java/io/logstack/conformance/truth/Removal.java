package io.logstack.conformance.truth;

import java.util.Optional;

/** How evidence can be missing from an answer that came. */
enum Removal {
    /** There is nothing: no objects, no series, no entries, an empty page. */
    GONE,
    /** It is there and tells nothing: objects without status, streams without entries, a success without result. */
    BLANK,
    /** Each of its values is {@code NaN}. */
    NAN;

    /** What is left of an answer; empty where it has nothing of the kind that could be missing. */
    Optional<Object> leaves(Object answer) {
        Object left = switch (this) {
            case GONE -> Emptied.gone(answer);
            case BLANK -> Emptied.blank(answer);
            case NAN -> Emptied.nan(answer);
        };
        return left.equals(answer) ? Optional.empty() : Optional.of(left);
    }
}
