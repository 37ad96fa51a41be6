package io.logstack.conformance.report;

import static io.logstack.conformance.report.MarkdownPage.heading;
import static io.logstack.conformance.report.MarkdownPage.list;
import static io.logstack.conformance.report.MarkdownPage.paragraph;
import static io.logstack.conformance.report.MarkdownPage.quoted;
import static io.logstack.conformance.report.MarkdownPage.strong;
import static io.logstack.conformance.report.MarkdownPage.text;
import static io.logstack.conformance.report.MarkdownPage.told;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.Measured;
import io.logstack.conformance.report.statement.StatementFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.commonmark.node.Block;
import org.commonmark.node.Node;

/** A conformance statement as a comment of a pull request: short when green, root causes first when red. */
final class StatementMarkdown {
    /** How many measurements of a root cause are shown, those with a limit first. */
    private static final int MEASUREMENTS = 8;

    /** How many expectations are named on one line. */
    private static final int IDS = 80;

    private final StatementFile statement;
    private final RunbookLinks runbook;
    private final MarkdownPage page = new MarkdownPage();

    private StatementMarkdown(StatementFile statement, RunbookLinks runbook) {
        this.statement = statement;
        this.runbook = runbook;
    }

    static String of(StatementFile statement, RunbookLinks runbook) {
        return new StatementMarkdown(statement, runbook).page();
    }

    private String page() {
        page.add(heading(2, text(headline())));
        page.add(paragraph(stack().toArray(Node[]::new)));
        if (statement.refusal() != null) {
            page.add(quoted(statement.refusal()));
        }
        rootCauses();
        blocked();
        folded(Verdict.WARN, "WARN: violated below the line that fails a run, or waived");
        folded(Verdict.INCONCLUSIVE, "INCONCLUSIVE: too young or too idle to tell");
        folded(Verdict.NOT_APPLICABLE, "NOT-APPLICABLE: what they need is not there");
        folded(Verdict.NOT_RUN, "NOT-RUN: left out by safety or selection");
        return page.toString();
    }

    private String headline() {
        String totals = statement.totals().entrySet().stream()
                .filter(total -> total.getValue() > 0)
                .map(total -> total.getValue() + " " + total.getKey())
                .collect(Collectors.joining(", "));
        return (!statement.judgedAnything()
                        ? "NOTHING WAS JUDGED"
                        : statement.conformant() ? "CONFORMANT" : "NOT CONFORMANT")
                + (statement.stack().simulated() ? " (SIMULATED, not a real stack)" : "")
                + (totals.isEmpty() ? "" : ": " + totals);
    }

    private List<Node> stack() {
        StatementFile.Stack stack = statement.stack();
        List<Node> words = new ArrayList<>();
        words.add(text((stack.simulated() ? "Simulated, tier " : "Tier ")));
        words.add(told(stack.tier()));
        words.add(text(": "));
        words.add(told(stack.description()));
        if (stack.nodes() != null) {
            words.add(text(", " + stack.nodes() + (stack.nodes() == 1 ? " node" : " nodes")));
        }
        if (!stack.versions().isEmpty()) {
            words.add(text(", "));
            words.add(told(stack.versions().entrySet().stream()
                    .map(version -> version.getKey() + " " + version.getValue())
                    .collect(Collectors.joining(", "))));
        }
        words.add(text("; profile "));
        words.add(told(statement.profile().name()));
        words.add(text("; run "));
        words.add(told(statement.run()));
        words.add(text(String.format(Locale.ROOT, ", %.1f s", statement.seconds())));
        return words;
    }

    /** Where one cause has many consequences that are none of the catalogue's, as a missing stack has, it is told once. */
    private void rootCauses() {
        List<List<JudgedExpectation>> left =
                new ArrayList<>(grouped(expectations(Verdict.FAIL, Verdict.ERROR), JudgedExpectation::message)
                        .values());
        while (!left.isEmpty() && page.add(cause(left.get(0)).toArray(Block[]::new))) {
            left.remove(0);
        }
        if (!left.isEmpty()) {
            List<JudgedExpectation> untold = left.stream().flatMap(List::stream).toList();
            page.close(paragraph(text(untold.size() + " more are in conformance.json: " + ids(untold))));
        }
    }

    private List<Block> cause(List<JudgedExpectation> alike) {
        JudgedExpectation first = alike.get(0);
        List<Block> blocks = new ArrayList<>();
        blocks.add(heading(3, text(first.id() + " " + first.verdict() + ": " + first.statement())));
        blocks.add(quoted(first.message()));
        if (alike.size() > 1) {
            blocks.add(paragraph(text("The same of " + ids(alike.subList(1, alike.size())))));
            return blocks;
        }
        List<Block> measured = first.evidence().stream()
                .sorted(Comparator.comparing(evidence -> evidence.threshold() == null))
                .limit(MEASUREMENTS)
                .map(StatementMarkdown::measured)
                .toList();
        if (!measured.isEmpty()) {
            blocks.add(list(measured));
        }
        if (first.verdict() == Verdict.FAIL) {
            blocks.add(paragraph(strong("What to do:"), text(" " + first.remedy())));
        }
        blocks.add(paragraph(strong("Runbook:"), text(" "), runbook.to(first.runbook())));
        return blocks;
    }

    private static Block measured(Measured evidence) {
        List<Node> words = new ArrayList<>();
        words.add(told(evidence.name()));
        words.add(text(" is "));
        words.add(told(evidence.value() + (evidence.unit().isEmpty() ? "" : " " + evidence.unit())));
        if (evidence.threshold() != null) {
            words.add(text(", expected "));
            words.add(told(evidence.threshold()));
        }
        words.add(text(", from "));
        words.add(told(evidence.source()));
        return paragraph(words.toArray(Node[]::new));
    }

    private void blocked() {
        List<JudgedExpectation> blocked = expectations(Verdict.BLOCKED);
        if (!blocked.isEmpty()) {
            page.close(paragraph(strong(blocked.size() + " BLOCKED"), text(" by them: " + ids(blocked))));
        }
    }

    private void folded(Verdict verdict, String what) {
        List<JudgedExpectation> expectations = expectations(verdict);
        if (expectations.isEmpty()) {
            return;
        }
        List<Block> reasons = grouped(expectations, JudgedExpectation::message).entrySet().stream()
                .map(reason -> list(List.of(paragraph(text(ids(reason.getValue()) + ": "), told(reason.getKey())))))
                .toList();
        page.addFolded(expectations.size() + " " + what, reasons);
    }

    private List<JudgedExpectation> expectations(Verdict... verdicts) {
        List<Verdict> wanted = List.of(verdicts);
        return statement.expectations().stream()
                .filter(expectation -> wanted.contains(expectation.verdict()))
                .toList();
    }

    private static Map<String, List<JudgedExpectation>> grouped(
            List<JudgedExpectation> expectations, Function<JudgedExpectation, String> by) {
        return expectations.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    private static String ids(Collection<JudgedExpectation> expectations) {
        return expectations.stream().limit(IDS).map(JudgedExpectation::id).collect(Collectors.joining(", "))
                + (expectations.size() > IDS ? " and " + (expectations.size() - IDS) + " more" : "");
    }
}
