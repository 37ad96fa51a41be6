package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Verdict;
import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Lines of a console, and below them one that is rewritten where the console can do that. Not thread-safe. */
final class ConsoleLines {
    /** Width of the longest verdict. */
    static final int VERDICT = 14;

    /** Begins the line anew, and takes away what was on it. */
    private static final String CLEARED = "\r\u001b[K";

    /** What is too long for the terminal is not continued below, where it could not be taken away. */
    private static final String UNWRAPPED = "\u001b[?7l";

    private static final String WRAPPED = "\u001b[?7h";

    private final PrintStream out;
    private final ConsoleManner manner;
    private String status = "";

    ConsoleLines(PrintStream out, ConsoleManner manner) {
        this.out = out;
        this.manner = manner;
    }

    void println(String line) {
        if (status.isEmpty()) {
            out.println(line);
            return;
        }
        out.print(CLEARED);
        out.println(line);
        draw();
    }

    /** Shows the last line, empty for none; nothing where the console cannot rewrite it. */
    void status(String line) {
        if (!manner.rewritable() || line.equals(status)) {
            return;
        }
        status = line;
        out.print(CLEARED);
        draw();
    }

    private void draw() {
        if (!status.isEmpty()) {
            // At its beginning again: what others write, such as a warning, overwrites it and does not go on behind it.
            out.print(UNWRAPPED + status + WRAPPED + "\r");
        }
        out.flush();
    }

    /** Text in these styles where the console is coloured. */
    String styled(String text, Style... styles) {
        IStyle[] all = Arrays.copyOf(styles, styles.length, IStyle[].class);
        return manner.coloured() && all.length > 0 ? Style.on(all) + text + Style.reset.on() : text;
    }

    /** A verdict in its colour, as wide as the longest. */
    String verdict(Verdict verdict) {
        String label = verdict.label();
        Style[] styles = switch (verdict) {
            case PASS -> new Style[] {Style.fg_green};
            case FAIL, ERROR -> new Style[] {Style.bold, Style.fg_red};
            case WARN -> new Style[] {Style.fg_yellow};
            case BLOCKED, INCONCLUSIVE -> new Style[] {Style.fg_cyan};
            case NOT_APPLICABLE, NOT_RUN -> new Style[] {Style.faint};
        };
        return styled(label, styles) + " ".repeat(VERDICT - label.length());
    }
}
