package io.logstack.conformance.report.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text that came from anywhere, made fit to be shown; to escape it is left to what writes the page. */
public final class Shown {
    /** What is shown of any one text. */
    private static final int LONGEST = 8_000;

    /** Colours and cursor movements, titles and links of terminals. */
    private static final Pattern TERMINAL = Pattern.compile(
            "(?:\\x1B\\[|\\x9B)[0-?]*[ -/]*[@-~]|(?:\\x1B[\\]PX^_]|[\\x9D\\x90\\x98\\x9E\\x9F])[^\\x07\\x1B\\x9C]{0,2000}(?:\\x07|\\x1B\\\\|\\x9C)");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final int DELETE = 0x7F;
    private static final int LAST_CONTROL = 0x9F;
    private static final int PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int NO_CHARACTER = 0xFFFD;

    private Shown() {}

    /** Cut to what may be shown of any one text, and cleaned. */
    public static String fit(String text) {
        return clean(cut(text, LONGEST));
    }

    /** The beginning of a text that is too long, and how much of it is left out. */
    public static String cut(String text, int longest) {
        return cut(text, longest, 0);
    }

    private static String cut(String text, int longest, int leftAlready) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end)
                + String.format(Locale.ROOT, " … and %,d more characters", text.length() - end + leftAlready);
    }

    /** On one line; of a long text only the beginning is looked at. */
    public static String oneLine(String text, int longest) {
        int looked = Math.min(text.length(), 2 * longest);
        String line = SPACE.matcher(text.substring(0, looked).strip()).replaceAll(" ");
        int left = text.length() - looked;
        return left == 0 || line.length() > longest
                ? cut(line, longest, left)
                : line + String.format(Locale.ROOT, " … and %,d more characters", left);
    }

    /** Terminal sequences are left out; control characters, and those that turn the direction of text, become visible. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        TERMINAL.matcher(text).replaceAll("").codePoints().map(Shown::visible).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static int visible(int character) {
        if (character == '\n' || character == '\t') {
            return character;
        }
        if (character < ' ') {
            return PICTURES + character;
        }
        if (character == DELETE) {
            return PICTURE_OF_DELETE;
        }
        return isWithin(character, DELETE + 1, LAST_CONTROL) || isUnfit(character) ? NO_CHARACTER : character;
    }

    private static boolean isUnfit(int character) {
        boolean turnsDirection = isWithin(character, 0x202A, 0x202E) || isWithin(character, 0x2066, 0x2069);
        boolean halfOfOne = isWithin(character, Character.MIN_SURROGATE, Character.MAX_SURROGATE);
        boolean none = (character & 0xFFFE) == 0xFFFE || isWithin(character, 0xFDD0, 0xFDEF);
        return turnsDirection || halfOfOne || none;
    }

    private static boolean isWithin(int character, int first, int last) {
        return character >= first && character <= last;
    }
}
