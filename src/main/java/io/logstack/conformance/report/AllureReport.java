package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.TestResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes Allure's results out of outcomes rather than out of JUnit's events: so the report has every expectation of the
 * catalogue with its verdict, whoever ran it and whether JUnit had a test for it.
 */
public final class AllureReport implements RunListener {
    private final FileSystemResultsWriter results;
    private final Path directory;
    private final Path categories;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** For a build: where Allure's Maven plugin finds them. */
    public AllureReport() {
        this(Reports.fromSystemProperties());
    }

    public AllureReport(Reports reports) {
        this.directory = reports.allureResults();
        this.categories = reports.categories();
        this.results = new FileSystemResultsWriter(directory);
    }

    @Override
    public void runStarted(String run, StackIdentity stack, int selected) {
        try {
            Files.createDirectories(directory);
            removeEarlierResults();
            if (Files.exists(categories)) {
                Files.copy(categories, directory.resolve("categories.json"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Allure's results cannot be written to " + directory, e);
        }
    }

    @Override
    public void expectationJudged(Outcome outcome) {
        write(outcome);
    }

    @Override
    public void runFinished(Statement statement) {
        // What was never judged was never told by expectationJudged.
        statement.outcomes().stream()
                .filter(outcome -> !told.contains(outcome.expectation().id()))
                .forEach(this::write);
        environment(statement);
    }

    /** Allure would take them for retries of this run's. */
    private void removeEarlierResults() throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(directory, "*-{result.json,attachment.*}")) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
    }

    private void write(Outcome outcome) {
        told.add(outcome.expectation().id());
        List<Attachment> attachments = new ArrayList<>();
        if (!outcome.measurements().isEmpty()) {
            attachments.add(attach("Evidence", "text/csv", "csv", EvidenceText.csv(outcome.measurements())));
        }
        if (!outcome.exchanges().isEmpty()) {
            attachments.add(attach("HTTP exchanges", "text/plain", "txt", EvidenceText.of(outcome.exchanges())));
        }
        outcome.attachments()
                .forEach(attachment -> attachments.add(attach(
                        attachment.name(),
                        attachment.mediaType(),
                        attachment.mediaType().contains("json") ? "json" : "txt",
                        attachment.content())));
        TestResult result = AllureResult.of(outcome).setAttachments(attachments);
        results.write(result);
    }

    private Attachment attach(String name, String mediaType, String extension, String content) {
        String source = UUID.randomUUID() + "-attachment." + extension;
        results.write(source, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        return new Attachment().setName(name).setType(mediaType).setSource(source);
    }

    private void environment(Statement statement) {
        Properties environment = new Properties();
        StackIdentity stack = statement.stack();
        environment.setProperty("Stack", Words.of(stack));
        environment.setProperty("Simulated", stack.simulated() ? "yes: an embedded homelab, not a real stack" : "no");
        environment.setProperty("Run", statement.run());
        environment.setProperty("Profile", statement.profile());
        environment.setProperty("Profile.hash", statement.profileHash());
        environment.setProperty("Seed", String.valueOf(statement.seed()));
        environment.setProperty("Conformant", statement.conformant() ? "yes" : "no");
        try (StringWriter text = new StringWriter()) {
            environment.store(text, null);
            Files.writeString(directory.resolve("environment.properties"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Allure's environment cannot be written to " + directory, e);
        }
    }
}
