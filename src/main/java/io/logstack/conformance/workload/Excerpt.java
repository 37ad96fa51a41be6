package io.logstack.conformance.workload;

/** Parts of lines, fit for messages: short, with control characters shown as escapes. */
final class Excerpt {
    private static final int LENGTH = 60;

    private Excerpt() {}

    static String of(String line) {
        return around(line, 0);
    }

    /** The line from a little before where it differs from another. */
    static String around(String line, int difference) {
        int from = difference <= LENGTH / 2 ? 0 : Math.min(difference, line.length()) - LENGTH / 2;
        int to = Math.min(line.length(), from + LENGTH);
        StringBuilder text = new StringBuilder();
        for (char c : line.substring(from, to).toCharArray()) {
            if (c < 0x20 || c == 0x7f || c == '\u2028' || c == '\ufeff' || c == '\ufffd') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return "‹" + (from > 0 ? "…" : "") + text + (to < line.length() ? "…" : "") + "› (" + line.length()
                + " characters)";
    }

    /** Where two lines begin to differ. */
    static int difference(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }
}
