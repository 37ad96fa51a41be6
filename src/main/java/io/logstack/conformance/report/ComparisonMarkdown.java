package io.logstack.conformance.report;

import io.logstack.conformance.report.history.Change;
import io.logstack.conformance.report.history.Comparison;
import io.logstack.conformance.report.history.PastRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A comparison as a page: {@code nightly.md}, fit for the summary of a job. */
final class ComparisonMarkdown {
    /** The kept runs that are listed. */
    private static final int LISTED = 10;

    private ComparisonMarkdown() {}

    static String of(Comparison comparison) {
        StringBuilder page = new StringBuilder("# Nightly comparison: ")
                .append(AllureExecutor.reportName(
                        comparison.now().statement().judgedAnything(),
                        String.join(", ", comparison.now().statement().rootCauses())))
                .append("\n\nRun ")
                .append(escaped(comparison.now().id()))
                .append(" on ")
                .append(escaped(comparison.now().statement().stack().description()))
                .append(", profile ")
                .append(escaped(comparison.now().statement().profile().name()))
                .append(". ")
                .append(escaped(ComparisonText.base(comparison)))
                .append(".\n");
        if (comparison.lastGood().isPresent()) {
            changes(page, "New", comparison.worse(), ComparisonText::worse);
            changes(page, "Fixed", comparison.fixed(), ComparisonText::fixed);
            changes(page, "No longer judged", comparison.unjudged(), ComparisonText::unjudged);
        }
        slower(page, comparison);
        runs(page, comparison);
        return page.toString();
    }

    private static void changes(
            StringBuilder page, String heading, List<Change> changes, Function<Change, String> how) {
        page.append("\n## ").append(heading).append("\n\n");
        if (changes.isEmpty()) {
            page.append("Nothing.\n");
            return;
        }
        page.append("| expectation | verdict | what |\n|---|---|---|\n");
        changes.forEach(change -> row(
                page,
                change.now().id(),
                how.apply(change),
                change.now().message().isEmpty()
                        ? change.now().statement()
                        : Words.firstLine(change.now().message())));
    }

    private static void slower(StringBuilder page, Comparison comparison) {
        page.append("\n## Slower\n\n");
        if (!comparison.tellsSlower()) {
            page.append(escaped(capital(ComparisonText.tooFew(comparison)))).append(".\n");
        } else if (comparison.slower().isEmpty()) {
            page.append("Nothing.\n");
        }
        if (!comparison.slower().isEmpty()) {
            page.append("| expectation | how |\n|---|---|\n");
            comparison
                    .slower()
                    .forEach(slower ->
                            row(page, slower.id().isEmpty() ? "run" : slower.id(), ComparisonText.slower(slower)));
        }
    }

    private static void runs(StringBuilder page, Comparison comparison) {
        List<PastRun> newestFirst = new ArrayList<>(comparison.kept());
        Collections.reverse(newestFirst);
        newestFirst.add(0, comparison.now());
        page.append("\n## Runs\n\n| run | verdict | seconds | build |\n|---|---|---|---|\n");
        newestFirst.stream()
                .limit(LISTED)
                .forEach(run -> row(
                        page,
                        run.id(),
                        AllureExecutor.reportName(
                                run.statement().judgedAnything(),
                                String.join(", ", run.statement().rootCauses())),
                        String.valueOf(run.statement().seconds()),
                        run.build().order() == null
                                ? run.build().name()
                                : run.build().name() + " " + run.build().order()));
        if (newestFirst.size() > LISTED) {
            page.append("\nAnd ").append(newestFirst.size() - LISTED).append(" earlier ones.\n");
        }
    }

    private static void row(StringBuilder page, String... cells) {
        for (String cell : cells) {
            page.append("| ").append(escaped(Words.oneLine(cell))).append(' ');
        }
        page.append("|\n");
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** What a cluster said is text, whatever Markdown or HTML it looks like. */
    private static String escaped(String text) {
        return text.replaceAll("[\\\\`*_\\[\\]|#!~<>&@]", "\\\\$0").replaceAll("\\p{Cntrl}", " ");
    }
}
