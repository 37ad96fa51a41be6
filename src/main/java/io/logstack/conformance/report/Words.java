package io.logstack.conformance.report;

import io.logstack.conformance.catalog.StackIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How reports word things. */
final class Words {
    private static final int LINE = 160;

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
        return String.join("; ", parts);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    /** The first line of a message, cut to what fits. */
    static String firstLine(String message) {
        String line = message.strip()
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse("");
        return line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…";
    }

    /** A message on one line. */
    static String oneLine(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…";
    }
}
