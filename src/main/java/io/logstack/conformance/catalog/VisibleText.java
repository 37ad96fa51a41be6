package io.logstack.conformance.catalog;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text from a stack, made harmless to what shows it. */
public final class VisibleText {
    /**
     * Control and format characters, separators of lines and paragraphs, and halves of a character; and what begins a
     * command to GitHub Actions in a job's log: {@code ::} at the beginning of a line, {@code ##[} anywhere.
     */
    private static final Pattern OBEYED =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n]]|(?m::(?=:)(?<=^\\s{0,80}:))|#(?=#\\[)");

    private VisibleText() {}

    /**
     * The text as a terminal and a job's log can show it: what moves a cursor, colours, reorders or hides text, or is a
     * command, is written as its code point, such as {@code \u001b}. Ends of lines stay.
     */
    public static String of(String text) {
        return OBEYED.matcher(text.replace("\r\n", "\n"))
                .replaceAll(obeyed ->
                        String.format(Locale.ROOT, "\\\\u%04x", obeyed.group().codePointAt(0)));
    }
}
