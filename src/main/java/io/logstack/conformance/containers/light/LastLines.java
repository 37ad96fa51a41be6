package io.logstack.conformance.containers.light;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of what is written line by line. */
final class LastLines {
    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();

    LastLines(int most) {
        this.most = most;
    }

    synchronized void add(String line) {
        if (lines.size() == most) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized String text() {
        return lines.isEmpty() ? "(it wrote nothing)" : String.join("\n", lines);
    }
}
