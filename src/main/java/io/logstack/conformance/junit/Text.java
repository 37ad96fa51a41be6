package io.logstack.conformance.junit;

/** Text that is shown to people. */
final class Text {
    private Text() {}

    /** At most so many characters, saying how many were left out. */
    static String cut(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most) + "\n… (" + (text.length() - most) + " more characters)";
    }
}
