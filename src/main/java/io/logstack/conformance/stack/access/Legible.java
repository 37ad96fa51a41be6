package io.logstack.conformance.stack.access;

import java.time.Duration;

/** Quantities as messages write them. */
final class Legible {
    private Legible() {}

    /** Such as {@code 2 s} or {@code 1500 ms}. */
    static String duration(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** Such as {@code 16 MiB} or {@code 700 bytes}. */
    static String bytes(long bytes) {
        long mebibyte = 1L << 20;
        return bytes > 0 && bytes % mebibyte == 0 ? bytes / mebibyte + " MiB" : bytes + " bytes";
    }

    /** At most so many characters, with a mark where the rest was left out. */
    static String cut(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, longest) + "… (" + (text.length() - longest) + " more characters)";
    }
}
