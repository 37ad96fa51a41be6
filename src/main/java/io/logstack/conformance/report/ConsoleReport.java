package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.catalog.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The run on the console: a line as each verdict is there, a closing table, the root causes, where the reports are. */
public final class ConsoleReport implements RunListener {
    /** Where the values of an announcement begin. */
    private static final int INTENT = 14;

    private final PrintStream out;
    private final Reports reports;
    private int selected;
    private int judged;

    /** For a build: to standard output. */
    public ConsoleReport() {
        this(System.out, Reports.fromSystemProperties());
    }

    public ConsoleReport(PrintStream out, Reports reports) {
        this.out = out;
        this.reports = reports;
    }

    @Override
    public synchronized void runAnnounced(Undertaking undertaking) {
        Target target = undertaking.target();
        out.println("Conformance run " + undertaking.run() + " is about to begin");
        intent("stack", target.description());
        intent("cluster", Objects.requireNonNullElse(target.cluster(), "none: nothing is asked of a Kubernetes API"));
        if (target.cluster() != null) {
            intent("context", Objects.requireNonNullElse(target.context(), "none"));
            intent("user", Objects.requireNonNullElse(target.user(), "not told"));
            intent("namespaces", String.join(", ", undertaking.namespaces()));
        }
        intent("safety", undertaking.safety().name().toLowerCase(Locale.ROOT));
        intents("creates", undertaking.creates());
        intents("disrupts", undertaking.disrupts());
    }

    private void intents(String what, List<String> all) {
        intent(what, all.isEmpty() ? "nothing" : String.join("\n" + " ".repeat(INTENT), all));
    }

    private void intent(String what, String value) {
        out.printf(Locale.ROOT, "  %-12s%s%n", what, value);
    }

    @Override
    public synchronized void runRefused(String why) {
        out.println(why.stripTrailing());
    }

    @Override
    public synchronized void runStarted(String run, StackIdentity stack, int selected) {
        this.selected = selected;
        out.println("Conformance run " + run + " on " + Words.of(stack));
        out.println(selected + (selected == 1 ? " expectation" : " expectations") + " selected");
    }

    @Override
    public synchronized void expectationJudged(Outcome outcome) {
        String progress;
        if (outcome.neededBy() == null) {
            judged++;
            progress = String.format(Locale.ROOT, "[%2d/%2d]", judged, selected);
        } else {
            progress = "[  +  ]";
        }
        out.println(progress + " " + line(outcome));
    }

    private static String line(Outcome outcome) {
        return String.format(
                        Locale.ROOT,
                        "%-14s %-11s %8s  %s%s",
                        outcome.verdict(),
                        outcome.expectation().id(),
                        Words.seconds(outcome.took()),
                        outcome.verdict() == Verdict.PASS
                                ? outcome.expectation().statement()
                                : Words.oneLine(outcome.message()),
                        outcome.neededBy() == null ? "" : " (needed by " + outcome.neededBy() + ")")
                .stripTrailing();
    }

    @Override
    public synchronized void runFinished(Statement statement) {
        out.println();
        table(statement).forEach(out::println);
        out.println();
        out.println(totals(statement) + " in " + Words.seconds(statement.took()) + " on " + Words.of(statement.stack())
                + "; profile " + statement.profile() + ", seed " + statement.seed());
        out.println(verdict(statement));
        out.println("Reports: " + reports.shown().stream().map(Path::toString).collect(Collectors.joining(", ")));
        out.flush();
    }

    private static List<String> table(Statement statement) {
        List<String> lines = new ArrayList<>();
        lines.add(row("EXPECTATION", "VERDICT", "LEVEL", "TIME", "WHAT"));
        for (Outcome outcome : statement.outcomes()) {
            boolean unjudged = outcome.verdict() == Verdict.NOT_RUN;
            lines.add(row(
                    outcome.expectation().id(),
                    outcome.verdict().label(),
                    outcome.expectation().level().name(),
                    unjudged ? "" : Words.seconds(outcome.took()),
                    what(outcome)));
        }
        return lines;
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
        return String.format(Locale.ROOT, "%-11s  %-14s  %-6s  %8s  %s", id, verdict, level, time, what)
                .stripTrailing();
    }

    private static String totals(Statement statement) {
        return statement.totals().entrySet().stream()
                .filter(total -> total.getValue() > 0)
                .map((Map.Entry<Verdict, Long> total) ->
                        total.getValue() + " " + total.getKey().label())
                .collect(Collectors.joining(", "));
    }

    private static String verdict(Statement statement) {
        if (!statement.judgedAnything()) {
            return "NOTHING WAS JUDGED"
                    + statement.rootCauses().stream()
                            .findFirst()
                            .map(outcome -> ": " + Words.oneLine(outcome.message()))
                            .orElse(": no expectation was selected, or none of those selected can be judged here");
        }
        if (statement.conformant()) {
            return "CONFORMANT";
        }
        return "NOT CONFORMANT; root causes: "
                + statement.rootCauses().stream()
                        .map(outcome -> outcome.expectation().id())
                        .collect(Collectors.joining(", "));
    }
}
