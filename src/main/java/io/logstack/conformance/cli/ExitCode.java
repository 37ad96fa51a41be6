package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;

/** What the JVM ends with. */
final class ExitCode {
    static final int CONFORMANT = 0;
    static final int NOT_CONFORMANT = 1;
    /** On the command line, in a profile, or in what a run was given: rights, Docker; also picocli's own. */
    static final int MISTAKE = 2;

    static final int BROKE = 3;

    private ExitCode() {}

    /** A violation is one whatever else broke; a run without any that broke, or that judged nothing, says nothing. */
    static int of(Statement statement) {
        if (statement.totals().getOrDefault(Verdict.FAIL, 0L) > 0) {
            return NOT_CONFORMANT;
        }
        return statement.conformant() ? CONFORMANT : BROKE;
    }
}
