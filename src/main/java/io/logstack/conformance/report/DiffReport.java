package io.logstack.conformance.report;

import static io.logstack.conformance.report.MarkdownPage.heading;
import static io.logstack.conformance.report.MarkdownPage.list;
import static io.logstack.conformance.report.MarkdownPage.paragraph;
import static io.logstack.conformance.report.MarkdownPage.told;

import io.logstack.conformance.report.statement.Difference;
import io.logstack.conformance.report.statement.StatementDiff;
import io.logstack.conformance.report.statement.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.Block;
import org.jspecify.annotations.Nullable;

/** What changed between two runs, for people: new failures first. */
public final class DiffReport {
    private static final String SAME = "Nothing differs that matters.";
    private static final int LONGEST_MESSAGE = 400;

    private DiffReport() {}

    /** In lines, for a terminal. */
    public static String text(StatementDiff diff) {
        StringBuilder text = new StringBuilder(headline(diff)).append('\n');
        sections(diff).forEach((title, entries) -> {
            text.append('\n').append(title).append(":\n");
            entries.forEach(entry -> {
                text.append("  ").append(entry.what()).append('\n');
                if (!entry.told().isEmpty()) {
                    text.append("    ").append(entry.told()).append('\n');
                }
            });
        });
        if (diff.same()) {
            text.append(SAME).append('\n');
        }
        return text.toString();
    }

    /** In Markdown, for a comment. */
    public static String markdown(StatementDiff diff) {
        MarkdownPage page = new MarkdownPage();
        page.add(heading(2, MarkdownPage.text("What changed between two runs")));
        page.add(paragraph(told(headline(diff))));
        sections(diff).forEach((title, entries) -> {
            page.add(heading(3, MarkdownPage.text(upper(title))));
            page.addAll(entries.stream().map(DiffReport::item).toList());
        });
        if (diff.same()) {
            page.add(paragraph(MarkdownPage.text(SAME)));
        }
        return page.toString();
    }

    private static Block item(Entry entry) {
        return list(List.of(
                entry.told().isEmpty()
                        ? paragraph(told(entry.what()))
                        : paragraph(told(entry.what()), MarkdownPage.text(": "), told(entry.told()))));
    }

    private static String headline(StatementDiff diff) {
        return run(diff.before()) + " -> " + run(diff.after());
    }

    private static String run(StatementDiff.RunOf run) {
        return Words.oneLine(run.run()) + " (" + run.startedAt() + ", "
                + (run.conformant() ? "CONFORMANT" : "NOT CONFORMANT") + ")";
    }

    /** What differs, by title, the worst first. */
    private static Map<String, List<Entry>> sections(StatementDiff diff) {
        Map<String, List<Entry>> sections = new LinkedHashMap<>();
        for (Turn turn : Turn.values()) {
            List<Entry> entries = diff.verdicts().stream()
                    .filter(verdict -> verdict.turn() == turn)
                    .map(DiffReport::entry)
                    .toList();
            put(sections, turn.words(), entries);
        }
        put(
                sections,
                "measured differently",
                diff.measurements().stream().map(DiffReport::entry).toList());
        put(
                sections,
                "took longer or less long",
                diff.durations().stream()
                        .map(duration -> new Entry(
                                duration.id() + "  " + number(duration.before()) + " -> " + number(duration.after())
                                        + " s",
                                ""))
                        .toList());
        put(
                sections,
                "another stack or profile",
                diff.circumstances().stream()
                        .map(circumstance -> new Entry(
                                circumstance.what() + "  " + or(circumstance.before()) + " -> "
                                        + or(circumstance.after()),
                                ""))
                        .toList());
        return sections;
    }

    private static void put(Map<String, List<Entry>> sections, String title, List<Entry> entries) {
        if (!entries.isEmpty()) {
            sections.put(title, entries);
        }
    }

    private static Entry entry(Difference.OfVerdict verdict) {
        return new Entry(
                verdict.id() + "  " + or(verdict.before()) + " -> " + or(verdict.after()) + "  " + verdict.statement(),
                Words.oneLine(verdict.message(), LONGEST_MESSAGE));
    }

    private static Entry entry(Difference.OfMeasurement measured) {
        return new Entry(
                measured.id() + "  " + measured.measurement() + "  " + number(measured.before()) + " -> "
                        + number(measured.after())
                        + (measured.unit().isEmpty() ? "" : " " + measured.unit())
                        + (measured.threshold() == null ? "" : " (" + measured.threshold() + ")"),
                "");
    }

    private static String or(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    /** To four digits, as nobody reads more. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static String upper(String title) {
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    /**
     * One line of a section.
     *
     * @param told what a stack told of it, or empty
     */
    private record Entry(String what, String told) {
        private Entry {
            what = Words.oneLine(what, LONGEST_MESSAGE);
        }
    }
}
