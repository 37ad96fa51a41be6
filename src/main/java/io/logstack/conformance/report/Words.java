package io.logstack.conformance.report;

import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How reports word things. */
final class Words {
    private static final int LINE = 160;

    /** How many times what is shown may be white space. */
    private static final int LOOKED_AT = 16;

    private Words() {}

    /** What was judged, in one line that says so when it is a simulator. */
    static String of(StackIdentity stack) {
        List<String> parts = new ArrayList<>();
        parts.add(stack.tier() + " stack" + (stack.simulated() ? " (SIMULATED, not a real one)" : ""));
        parts.add(stack.description());
        if (stack.nodes() != null) {
            parts.add(stack.nodes() + (stack.nodes() == 1 ? " node" : " nodes"));
        }
        if (!stack.versions().isEmpty()) {
            parts.add(stack.versions().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(version -> version.getKey() + " " + version.getValue())
                    .collect(Collectors.joining(", ")));
        }
        return VisibleText.of(String.join("; ", parts));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    /** The first line of a message, cut to what fits and harmless to a terminal. */
    static String firstLine(String message) {
        return oneLine(message.strip().lines().findFirst().orElse(""));
    }

    /** A message on one line, harmless to a terminal. */
    static String oneLine(String message) {
        return oneLine(message, LINE);
    }

    /** A message on one line of at most so many characters, harmless to a terminal. */
    static String oneLine(String message, int most) {
        // Of a text of megabytes only the beginning is looked at.
        String line = VisibleText.of(cut(message.strip(), most * LOOKED_AT).replaceAll("\\s+", " "));
        return line.length() <= most ? line : cut(line, most - 1) + "…";
    }

    /** The first so many characters, never half of one. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
