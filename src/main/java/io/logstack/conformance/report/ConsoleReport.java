package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Target;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.catalog.VisibleText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The run on the console: a line as each verdict is there, a closing table, the root causes, where the reports are. On a
 * terminal the last line shows meanwhile how far the run is; elsewhere a line says so whenever there was none for long.
 */
public final class ConsoleReport implements RunListener {
    /** Where the values of an announcement begin. */
    private static final int INTENT = 14;

    private static final Duration REDRAWN = Duration.ofMillis(250);

    /** After so long without a line one says that the run goes on. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final ConsoleLines lines;
    private final ConsoleManner manner;
    private final Reports reports;
    private final LongSupplier nanoseconds;
    private Progress progress = new Progress(0);
    private long lastLine;
    private @Nullable ScheduledExecutorService clock;

    /** For a build: to standard output. */
    public ConsoleReport() {
        this(System.out, Reports.fromSystemProperties(), ConsoleManner.ofProcess(), System::nanoTime);
    }

    /** In plain lines. */
    public ConsoleReport(PrintStream out, Reports reports) {
        this(out, reports, ConsoleManner.PLAIN, System::nanoTime);
    }

    /** @param nanoseconds what {@link System#nanoTime} is */
    ConsoleReport(PrintStream out, Reports reports, ConsoleManner manner, LongSupplier nanoseconds) {
        this.lines = new ConsoleLines(out, manner);
        this.manner = manner;
        this.reports = reports;
        this.nanoseconds = nanoseconds;
    }

    @Override
    public synchronized void runAnnounced(Undertaking undertaking) {
        Target target = undertaking.target();
        println("Conformance run " + undertaking.run() + " is about to begin");
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
        println(String.format(Locale.ROOT, "  %-12s%s", what, VisibleText.of(value)));
    }

    @Override
    public synchronized void runRefused(String why) {
        println(VisibleText.of(why.stripTrailing()));
    }

    @Override
    public synchronized void runStarted(String run, StackIdentity stack, int selected) {
        progress = new Progress(selected);
        println("Conformance run " + run + " on " + Words.of(stack));
        println(selected + (selected == 1 ? " expectation" : " expectations") + " selected");
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "console");
            thread.setDaemon(true);
            return thread;
        });
        var unused =
                clock.scheduleWithFixedDelay(this::tick, REDRAWN.toMillis(), REDRAWN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void expectationStarted(Description expectation) {
        progress.started(expectation.id(), nanoseconds.getAsLong());
    }

    @Override
    public synchronized void expectationJudged(Outcome outcome) {
        progress.judged(outcome);
        println((outcome.neededBy() == null ? progress.count() : "[  +  ]") + " " + line(outcome));
    }

    /** Time has passed. */
    synchronized void tick() {
        long now = nanoseconds.getAsLong();
        if (manner.rewritable()) {
            lines.status(progress.line(now));
        } else if (now - lastLine >= QUIET.toNanos()) {
            println(progress.line(now));
        }
    }

    private void println(String line) {
        lines.println(line);
        lastLine = nanoseconds.getAsLong();
    }

    private String line(Outcome outcome) {
        return String.format(
                        Locale.ROOT,
                        "%s %-11s %8s  %s%s",
                        lines.verdict(outcome.verdict()),
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
        if (clock != null) {
            clock.shutdownNow();
        }
        lines.status("");
        new ClosingLines(lines).of(statement).forEach(this::println);
        println("Reports: " + reports.shown().stream().map(Path::toString).collect(Collectors.joining(", ")));
        if (manner.annotated()) {
            Annotations.of(statement).forEach(this::println);
        }
    }
}
