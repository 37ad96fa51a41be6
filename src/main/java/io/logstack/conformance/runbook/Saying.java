package io.logstack.conformance.runbook;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that a runbook says, to be judged or left to the operator.
 *
 * @param section heading above it
 * @param text its words, with single spaces between them
 */
public record Saying(Kind kind, String section, String text) {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** A share, a length of time, a size, a count of pods, or anything that is compared. */
    private static final Pattern FIGURE = Pattern.compile("[<>\u2264\u2265] ?=? ?\\d"
            + "|\\b\\d+(\\.\\d+)? ?%"
            + "|\\b\\d+(\\.\\d+)?[ -]?(ms|s|m|h|d|w|(second|minute|hour|day|week|month|pod|node|replica)s?"
            + "|[kmgt]i?b?|[kmgt]bit)\\b"
            + "|\\b\\d+:1\\b"
            + "|\\b\\d+/\\d+\\b");

    /** What a saying is. */
    public enum Kind {
        COMMAND,
        /** Words that state a figure. */
        THRESHOLD,
        WORDS
    }

    public Saying {
        text = spaced(text);
    }

    /** A text with single spaces between its words. */
    static String spaced(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    static Saying command(String section, String text) {
        return new Saying(Kind.COMMAND, section, text);
    }

    /** Words, as threshold when they state a figure. */
    static Saying words(String section, String text) {
        return new Saying(
                FIGURE.matcher(text.toLowerCase(Locale.ROOT)).find() ? Kind.THRESHOLD : Kind.WORDS, section, text);
    }

    /** For messages: {@code command 'kubectl get pods' under 'Health Checks'}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " '" + text + "' under '" + section + "'";
    }
}
