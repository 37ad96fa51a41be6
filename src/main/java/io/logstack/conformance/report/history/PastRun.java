package io.logstack.conformance.report.history;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.StatementFile;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that is kept, or is about to be.
 *
 * @param build what ran it
 */
public record PastRun(StatementFile statement, Build build) {
    /** Its ID. */
    public String id() {
        return statement.run();
    }

    /** The runs that it may be compared with. */
    public Lane lane() {
        return Lane.of(statement);
    }

    /** Whether the stack conformed. */
    public boolean good() {
        return statement.conformant();
    }

    public Instant startedAt() {
        return statement.startedAt();
    }

    /** What it said of an expectation, where it knew of such a one. */
    public Optional<JudgedExpectation> judged(String id) {
        return statement.expectation(id);
    }

    /** 2 of what fails a run, 1 of what only warns, 0 of all else. */
    static int severity(Verdict verdict) {
        return verdict.failsRun() ? 2 : verdict == Verdict.WARN ? 1 : 0;
    }
}
