package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/** What a console says last of a run: the table of all expectations, totals, and the verdict with the root causes. */
record ClosingLines(ConsoleLines lines) {
    List<String> of(Statement statement) {
        List<String> closing = new ArrayList<>();
        closing.add("");
        closing.addAll(table(statement));
        closing.add("");
        closing.add(totals(statement) + " in " + Words.seconds(statement.took()) + " on " + Words.of(statement.stack())
                + "; profile " + statement.profile() + ", seed " + statement.seed());
        closing.add(verdict(statement));
        return closing;
    }

    private List<String> table(Statement statement) {
        List<String> rows = new ArrayList<>();
        rows.add(row(
                "EXPECTATION",
                "VERDICT" + " ".repeat(ConsoleLines.VERDICT - "VERDICT".length()),
                "LEVEL",
                "TIME",
                "WHAT"));
        for (Outcome outcome : statement.outcomes()) {
            boolean unjudged = outcome.verdict() == Verdict.NOT_RUN;
            rows.add(row(
                    outcome.expectation().id(),
                    lines.verdict(outcome.verdict()),
                    outcome.expectation().level().name(),
                    unjudged ? "" : Words.seconds(outcome.took()),
                    what(outcome)));
        }
        return rows;
    }

    private static String what(Outcome outcome) {
        if (outcome.verdict() != Verdict.PASS) {
            return Words.oneLine(outcome.message());
        }
        return Words.oneLine(outcome.measurements().stream()
                .map(measured -> measured.name() + " " + measured.value()
                        + (measured.unit().isEmpty() ? "" : " " + measured.unit())
                        + (measured.threshold() == null ? "" : " (" + measured.threshold() + ")"))
                .collect(Collectors.joining("; ")));
    }

    private static String row(String id, String verdict, String level, String time, String what) {
        return String.format(Locale.ROOT, "%-11s  %s  %-6s  %8s  %s", id, verdict, level, time, what)
                .stripTrailing();
    }

    private static String totals(Statement statement) {
        return statement.totals().entrySet().stream()
                .filter(total -> total.getValue() > 0)
                .map((Map.Entry<Verdict, Long> total) ->
                        total.getValue() + " " + total.getKey().label())
                .collect(Collectors.joining(", "));
    }

    private String verdict(Statement statement) {
        if (!statement.judgedAnything()) {
            return lines.styled("NOTHING WAS JUDGED", Style.bold, Style.fg_red)
                    + statement.rootCauses().stream()
                            .findFirst()
                            .map(outcome -> ": " + Words.oneLine(outcome.message()))
                            .orElse(": no expectation was selected, or none of those selected can be judged here");
        }
        if (statement.conformant()) {
            return lines.styled("CONFORMANT", Style.bold, Style.fg_green);
        }
        return lines.styled("NOT CONFORMANT", Style.bold, Style.fg_red) + "; root causes: "
                + statement.rootCauses().stream()
                        .map(outcome -> outcome.expectation().id())
                        .collect(Collectors.joining(", "));
    }
}
