package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.history.Build;
import io.logstack.conformance.report.history.Comparison;
import io.logstack.conformance.report.history.History;
import io.logstack.conformance.report.history.PastRun;
import io.logstack.conformance.report.plot.Plot;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.FixtureResult;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes Allure's results out of outcomes rather than out of JUnit's events: so the report has every expectation of the
 * catalogue with its verdict, whoever ran it and whether JUnit had a test for it. They are written when the run is over,
 * because only then is it known what is new since the run before.
 */
public final class AllureReport implements RunListener {
    private final FileSystemResultsWriter results;
    private final Path directory;
    private final Path categories;
    private final Build build;
    private volatile Reporting reporting = Reporting.UNKNOWN;

    /** For a build: where Allure's Maven plugin finds them. */
    public AllureReport() {
        this(Reports.fromSystemProperties());
    }

    public AllureReport(Reports reports) {
        this(reports, System.getenv());
    }

    /** @param environment by which it is known what runs the suite */
    AllureReport(Reports reports, Map<String, String> environment) {
        this.directory = reports.allureResults();
        this.categories = reports.categories();
        this.results = new FileSystemResultsWriter(directory);
        this.build = Build.of(environment);
    }

    @Override
    public void runConfigured(Reporting reporting) {
        this.reporting = reporting;
    }

    @Override
    public void runStarted(String run, StackIdentity stack, int selected) {
        try {
            Files.createDirectories(directory);
            removeEarlierResults();
        } catch (IOException e) {
            throw new UncheckedIOException("Allure's earlier results cannot be removed from " + directory, e);
        }
    }

    @Override
    public void runFinished(Statement statement) {
        try {
            Optional<Comparison> comparison =
                    History.of(reporting).map(history -> history.compare(statement, null, null, build));
            Build numbered = comparison.map(compared -> compared.now().build()).orElse(build);
            Map<String, Outcome> byId = new LinkedHashMap<>();
            statement
                    .outcomes()
                    .forEach(outcome -> byId.put(outcome.expectation().id(), outcome));
            for (Outcome outcome : statement.outcomes()) {
                List<String> changes = comparison
                        .map(compared -> compared.tags(outcome.expectation().id()))
                        .orElse(List.of());
                write(outcome, changes, byId);
            }
            AllureExecutor.write(directory, numbered, statement);
            AllureEnvironment.write(directory, statement, comparison);
            List<AllureCategory> known = List.of();
            if (Files.exists(categories)) {
                Files.copy(categories, directory.resolve("categories.json"), StandardCopyOption.REPLACE_EXISTING);
                known = AllureCategory.read(categories);
            }
            if (comparison.isPresent()) {
                earlier(comparison.get(), known);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Allure's results cannot be written to " + directory, e);
        }
    }

    /** Earlier attempts at the same build are retries of this one, to Allure too; all other runs are its history. */
    private void earlier(Comparison comparison, List<AllureCategory> known) throws IOException {
        List<PastRun> attempts = comparison.earlierAttempts();
        new AllureHistory(directory)
                .write(
                        comparison.kept().stream()
                                .filter(run -> !attempts.contains(run))
                                .toList(),
                        known);
        attempts.stream()
                .flatMap(attempt -> attempt.statement().expectations().stream())
                .filter(judged -> judged.verdict() != Verdict.NOT_RUN)
                .forEach(judged -> results.write(AllureResult.retried(judged)));
    }

    /** Allure would take them for retries of this run's. */
    private void removeEarlierResults() throws IOException {
        remove(directory, "*-{result.json,container.json,attachment.*}");
        Path history = directory.resolve("history");
        if (Files.isDirectory(history)) {
            remove(history, "*.json");
        }
    }

    private static void remove(Path directory, String glob) throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(directory, glob)) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
    }

    private void write(Outcome outcome, List<String> changes, Map<String, Outcome> all) {
        List<Attachment> attachments = new ArrayList<>();
        if (!outcome.measurements().isEmpty()) {
            attachments.add(attach("Evidence", "text/csv", "csv", EvidenceText.csv(outcome.measurements())));
        }
        if (!outcome.exchanges().isEmpty()) {
            attachments.add(attach("HTTP exchanges", "text/plain", "txt", EvidenceText.of(outcome.exchanges())));
        }
        outcome.charts()
                .forEach(chart -> attachments.add(attach(chart.name(), "image/svg+xml", "svg", Plot.file(chart))));
        outcome.attachments()
                .forEach(attachment -> attachments.add(attach(
                        attachment.name(),
                        attachment.mediaType(),
                        attachment.mediaType().contains("json") ? "json" : "txt",
                        attachment.content())));
        TestResult result = AllureResult.of(outcome, reporting, changes).setAttachments(attachments);
        results.write(Disarmed.of(result));
        prerequisites(result, outcome, all);
    }

    private void prerequisites(TestResult result, Outcome outcome, Map<String, Outcome> all) {
        List<FixtureResult> before = new ArrayList<>();
        for (Class<?> type : outcome.expectation().prerequisites()) {
            Outcome prerequisite = all.get(type.getAnnotation(Expectation.class).id());
            if (prerequisite != null) {
                before.add(Disarmed.of(AllureSteps.prerequisite(prerequisite)));
            }
        }
        if (!before.isEmpty()) {
            results.write(new TestResultContainer()
                    .setUuid(UUID.randomUUID().toString())
                    .setName("Prerequisites of " + outcome.expectation().id())
                    .setChildren(List.of(result.getUuid()))
                    .setBefores(before));
        }
    }

    private Attachment attach(String name, String mediaType, String extension, String content) {
        String source = UUID.randomUUID() + "-attachment." + extension;
        results.write(source, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        return new Attachment().setName(name).setType(mediaType).setSource(source);
    }
}
