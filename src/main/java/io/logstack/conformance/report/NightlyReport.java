package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.history.Build;
import io.logstack.conformance.report.history.Comparison;
import io.logstack.conformance.report.history.History;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where the profile has runs kept: what is new, fixed or slower since the last good one, on the console and in
 * {@code nightly.md}; then keeps the run.
 */
public final class NightlyReport extends Foreword {
    private final PrintStream out;
    private final Reports reports;
    private final Build build;
    private volatile Reporting reporting = Reporting.UNKNOWN;

    /** For a build: to standard output. */
    public NightlyReport() {
        this(System.out, Reports.fromSystemProperties(), System.getenv());
    }

    /** @param environment by which it is known what runs the suite */
    NightlyReport(PrintStream out, Reports reports, Map<String, String> environment) {
        this.out = out;
        this.reports = reports;
        this.build = Build.of(environment);
    }

    @Override
    public void runConfigured(Reporting reporting) {
        this.reporting = reporting;
    }

    @Override
    public void runFinished(Statement statement) {
        History.of(reporting).ifPresent(history -> {
            Comparison comparison = history.compare(statement, undertaking(), refusal(), build);
            ComparisonText.lines(comparison).forEach(out::println);
            out.println("Comparison: " + reports.nightly().toAbsolutePath().normalize());
            out.flush();
            WholeFile.write(reports.nightly(), ComparisonMarkdown.of(comparison));
            history.keep(comparison.now());
        });
    }
}
