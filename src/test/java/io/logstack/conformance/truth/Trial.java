package io.logstack.conformance.truth;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.junit.LoneJudgement;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Stack;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * One judgement of an expectation while some of its evidence is withheld.
 *
 * @param name what was withheld
 */
record Trial(String name, Outcome outcome) {
    private static final AtomicLong RUNS = new AtomicLong();

    static String name(String source, Removal removal) {
        return source + " " + removal.name().toLowerCase(Locale.ROOT);
    }

    /** What an expectation says of a view of a stack. */
    static Outcome judge(Description expectation, Stack view, Profile profile) {
        return LoneJudgement.of(expectation, view, profile, "withheld-" + RUNS.incrementAndGet());
    }

    /** Withholds the evidence of some sources. */
    static Trial of(
            Description expectation,
            Stack stack,
            Profile profile,
            String withheld,
            Removal removal,
            Predicate<String> sources) {
        return new Trial(
                name(withheld, removal), judge(expectation, new Withholding(stack, removal, sources).view(), profile));
    }

    @Override
    public String toString() {
        return name + " → " + outcome.verdict() + (outcome.message().isEmpty() ? "" : ": " + outcome.message());
    }
}
