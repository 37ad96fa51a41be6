package io.logstack.conformance.report.statement;

import io.logstack.conformance.catalog.Verdict;
import org.jspecify.annotations.Nullable;

/** What became of an expectation whose verdict changed, from the worst to what says least. */
public enum Turn {
    /** Fails the run, and did not. */
    BROKEN("new failures", true),
    /** There was a verdict on the stack, and is none any more. */
    NO_LONGER_JUDGED("no longer judged", true),
    /** Passed, and is warned of. */
    WARNED("newly warned of", true),
    /** Failed the run, and does no longer: by a verdict on the stack. */
    FIXED("fixed", false),
    /** There was no verdict on the stack, and is one now that does not fail the run. */
    NEWLY_JUDGED("newly judged", false),
    /** Says neither that the stack is better nor that it is worse. */
    OTHER("otherwise changed", false);

    private final String words;
    private final boolean worse;

    Turn(String words, boolean worse) {
        this.words = words;
        this.worse = worse;
    }

    /** As a heading. */
    public String words() {
        return words;
    }

    /** Whether less is known to be well than before. */
    public boolean worse() {
        return worse;
    }

    /** @param before or {@code after} is null where there was no such expectation */
    static Turn of(@Nullable Verdict before, @Nullable Verdict after) {
        boolean failed = before != null && before.failsRun();
        boolean fails = after != null && after.failsRun();
        boolean wasJudged = before != null && before.judged();
        boolean isJudged = after != null && after.judged();
        if (fails) {
            return failed ? OTHER : BROKEN;
        }
        if (!isJudged) {
            return wasJudged ? NO_LONGER_JUDGED : OTHER;
        }
        if (failed) {
            return FIXED;
        }
        if (!wasJudged) {
            return NEWLY_JUDGED;
        }
        return after == Verdict.WARN ? WARNED : OTHER;
    }
}
