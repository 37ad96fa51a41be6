package io.logstack.conformance.expectations.retention;

import io.logstack.conformance.profile.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far back the entries go, against how far they must.
 *
 * @param oldest the operator's oldest entry inside retention
 * @param anyones the oldest of all, the canary's and the logging stack's own among them, the suite's not
 * @param age since when the stack is known to exist
 */
record HistoryReach(
        Optional<Instant> oldest, Optional<Instant> anyones, Optional<StackAge> age, Instant now, Duration period) {
    /** Of the period: who logs now and then has no entry at its very edge. */
    private static final int TOLERANCE = 10;

    /** What the oldest entry must not be younger than. */
    Instant edge() {
        return now.minus(period).plus(period.dividedBy(TOLERANCE));
    }

    boolean complete() {
        return reachesBack(oldest);
    }

    private boolean reachesBack(Optional<Instant> entry) {
        return entry.filter(at -> !at.isAfter(edge())).isPresent();
    }

    /**
     * Whether the stack owes entries from the edge: it holds some, and is older. One without any entry may have nobody that
     * logs; and where others' entries reach back to the edge, nobody of the operator's may have logged back then.
     */
    boolean owed() {
        return oldest.isPresent()
                && !reachesBack(anyones)
                && age.filter(known -> known.since().isBefore(edge())).isPresent();
    }

    /** Why it cannot be told, when it is neither complete nor owed. */
    String undecided() {
        if (oldest.isPresent() && reachesBack(anyones)) {
            return "The operator's oldest entry is of " + oldest.get()
                    + ", while others' reach back to the edge of retention: "
                    + "nothing shows whether the operator's workloads had logged before that.";
        }
        return oldest.map(at -> "The oldest entry is of " + at + ", and the stack is known since "
                        + age.map(known -> known.since() + ", " + Durations.text(age(known)) + " ago")
                                .orElse("no time")
                        + ": younger than its retention of " + Durations.text(period) + ".")
                .orElse("There is no entry inside retention, so none is known that could have gone too early.");
    }

    /** From when it can be told: when its oldest entry has come to the edge. */
    Optional<Instant> judgeableFrom() {
        return oldest.map(at -> at.plus(period).minus(period.dividedBy(TOLERANCE)));
    }

    private Duration age(StackAge known) {
        return Duration.ofSeconds(Duration.between(known.since(), now).toSeconds());
    }
}
