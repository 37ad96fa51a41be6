package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.statement.StatementFile;
import io.logstack.conformance.report.statement.StatementSchema;
import java.nio.file.Path;

/** Writes the conformance statement as JSON, whole or not at all, and beside it the schema that it names. */
public final class StatementWriter extends Foreword {
    private final Path file;

    /** For a build: to {@code reports/conformance.json}. */
    public StatementWriter() {
        this(Reports.fromSystemProperties().statement());
    }

    public StatementWriter(Path file) {
        this.file = file;
    }

    @Override
    public void runFinished(Statement statement) {
        WholeFile.write(
                file.resolveSibling(StatementSchema.DIRECTORY).resolve(StatementSchema.FILE), StatementSchema.text());
        WholeFile.write(
                file, StatementFile.of(statement, undertaking(), refusal()).json());
        // Every statement that the own tests write is held to the schema; an operator's is not lost to a mistake in it.
        assert StatementFile.read(file) != null;
    }
}
