package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.opentest4j.MultipleFailuresError;

/** What the end of an expectation's method means. */
record Finding(
        Verdict verdict,
        String message,
        @Nullable Throwable failure,
        @Nullable Instant judgeableFrom) {
    private static final String OURS = "io.logstack.conformance.";
    /** What soft assertions append to a message; the stack trace has it as well. */
    private static final Pattern SOURCE_LINE = Pattern.compile("\\nat [^\\n]+\\([^\\n()]+\\.java:\\d+\\)\\z");

    /**
     * Reads an ending.
     *
     * @param level of the expectation
     * @param failOn violations at this level and above fail, those below warn
     * @param deadline that the method had, for the message when it overran
     */
    static Finding of(
            BoundedCall.Ending<Void> ending,
            List<Measurement> measurements,
            Level level,
            Level failOn,
            Duration deadline) {
        if (ending instanceof BoundedCall.Threw<Void> threw) {
            return of(threw.thrown(), level, failOn);
        }
        if (ending instanceof BoundedCall.Overran<Void> overran) {
            return overran(overran.doing(), deadline);
        }
        if (ending instanceof BoundedCall.Aborted<Void> aborted) {
            return new Finding(Verdict.ERROR, "It was not judged to its end: " + aborted.why() + ".", null, null);
        }
        Optional<String> insufficient = RecordedEvidence.insufficient(measurements);
        return insufficient
                .map(why -> new Finding(Verdict.ERROR, "No evidence: " + why + ".", null, null))
                .orElseGet(() -> new Finding(Verdict.PASS, "", null, null));
    }

    private static Finding of(Throwable thrown, Level level, Level failOn) {
        if (thrown instanceof InconclusiveException inconclusive) {
            return new Finding(Verdict.INCONCLUSIVE, words(thrown), null, inconclusive.judgeableFrom());
        }
        if (thrown instanceof NotApplicableException) {
            return new Finding(Verdict.NOT_APPLICABLE, words(thrown), null, null);
        }
        if (thrown instanceof WarningException) {
            return new Finding(Verdict.WARN, words(thrown), thrown, null);
        }
        if (thrown instanceof AssertionError) {
            return violated(thrown, level, failOn);
        }
        if (isNoAnswer(thrown)) {
            AssertionError violation = new AssertionError(words(thrown), thrown);
            violation.setStackTrace(thrown.getStackTrace());
            return violated(violation, level, failOn);
        }
        return new Finding(Verdict.ERROR, "The suite broke: " + thrown, thrown, null);
    }

    /** What the stack owes and did not give: an answer, a success, or a condition within its named timeout. */
    private static boolean isNoAnswer(Throwable thrown) {
        return thrown instanceof NoAnswerException
                || thrown instanceof ObjectStore.Refused
                || thrown instanceof ConditionTimeoutException;
    }

    private static Finding violated(Throwable violation, Level level, Level failOn) {
        boolean fails = level.compareTo(failOn) <= 0;
        return new Finding(fails ? Verdict.FAIL : Verdict.WARN, words(violation), violation, null);
    }

    private static Finding overran(StackTraceElement[] doing, Duration deadline) {
        String at = Arrays.stream(doing)
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .or(() -> Arrays.stream(doing).findFirst())
                .map(StackTraceElement::toString)
                .orElse("its last step");
        ExpectationOverranException failure = new ExpectationOverranException(
                "It did not end within " + deadline.toMillis() / 1000.0 + " s; it was at " + at + ".");
        failure.setStackTrace(doing);
        return new Finding(Verdict.ERROR, words(failure), failure, null);
    }

    /** Of several violations each on lines of its own, without AssertJ's counting and its references to our lines. */
    private static String words(Throwable thrown) {
        if (thrown instanceof MultipleFailuresError several && several.hasFailures()) {
            return several.getFailures().stream()
                    .map(Finding::words)
                    .map(violation -> SOURCE_LINE.matcher(violation).replaceFirst(""))
                    .collect(Collectors.joining("\n"));
        }
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.toString() : message.strip();
    }
}
