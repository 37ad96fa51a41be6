package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.runbook.Coverage;
import io.logstack.conformance.runbook.Runbook;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prints what the runbook says, and who judges it. */
final class CoverageList {
    private static final Columns COLUMNS = new Columns(30, 64, 23, 48);

    private final PrintWriter out;
    private final Coverage coverage;

    CoverageList(PrintWriter out, Coverage coverage) {
        this.out = out;
        this.coverage = coverage;
    }

    /** Prints every line of the suite's edition. */
    void printAll() {
        print(part -> true);
        out.printf(
                "%d lines of %d sections; %d expectations judge %d lines; %d lines are left to the operator, or what else"
                        + " they ask for%n",
                count(part -> part.says() != null),
                coverage.parts().stream().map(Coverage.Part::section).distinct().count(),
                coverage.expectations().size(),
                count(part -> part.says() != null && !part.judgedBy().isEmpty()),
                count(part -> part.because() != null));
    }

    /** Prints what the given expectations judge. */
    void print(Collection<Description> expectations) {
        Set<String> ids = expectations.stream().map(Description::id).collect(Collectors.toSet());
        print(part -> part.judgedBy().stream().anyMatch(ids::contains));
    }

    /** Prints what a runbook says beyond the suite's edition, and what it does not say of it. */
    void compare(Runbook runbook) {
        Coverage.Difference difference = coverage.with(runbook);
        if (difference.covered()) {
            out.printf("All that the runbook %s says is among these lines.%n", runbook.source());
        } else {
            out.printf(
                    "UNMAPPED: the runbook %s says what no expectation judges and nothing leaves to the operator:%n",
                    runbook.source());
            difference.sections().forEach(section -> out.printf("  section '%s'%n", section));
            difference.sayings().forEach(saying -> out.printf("  %s%n", saying));
        }
        if (!difference.gone().isEmpty()) {
            out.printf("The runbook %s does not say:%n", runbook.source());
            difference.gone().forEach(part -> out.printf("  %s%n", part));
        }
    }

    private void print(Predicate<Coverage.Part> shown) {
        COLUMNS.row("SECTION", "THE RUNBOOK SAYS", "JUDGED BY", "LEFT TO THE OPERATOR, BECAUSE")
                .forEach(out::println);
        coverage.parts().stream()
                .filter(shown)
                .flatMap(part -> COLUMNS.row(
                        part.section(),
                        Objects.requireNonNullElse(part.says(), "(the section as a whole)"),
                        String.join(", ", part.judgedBy()),
                        Objects.requireNonNullElse(part.because(), "")))
                .forEach(out::println);
        out.println();
    }

    private long count(Predicate<Coverage.Part> counted) {
        return coverage.parts().stream().filter(counted).count();
    }
}
