package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.statement.StatementFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes the conformance statement in Markdown, for a pull request's comment; and appends it to a job's summary. */
public final class SummaryReport extends Foreword {
    /** GitHub Actions names the file of the job's summary by it. */
    private static final String JOB_SUMMARY = "GITHUB_STEP_SUMMARY";

    private final Path file;
    private final Map<String, String> environment;

    /** For a build: to {@code reports/conformance.md}, and to the job's summary where there is one. */
    public SummaryReport() {
        this(Reports.fromSystemProperties().summary(), System.getenv());
    }

    /** @param environment that of the process, where a job says where its summary lies */
    public SummaryReport(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void runFinished(Statement statement) {
        String summary = StatementMarkdown.of(
                StatementFile.of(statement, null, refusal()), RunbookLinks.of(environment, Path.of("")));
        WholeFile.write(file, summary);
        String job = environment.getOrDefault(JOB_SUMMARY, "");
        if (!job.isBlank()) {
            try {
                Files.writeString(Path.of(job), summary + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("the job's summary " + job + " could not be written", e);
            }
        }
    }
}
