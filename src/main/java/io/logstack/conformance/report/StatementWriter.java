package io.logstack.conformance.report;

import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the conformance statement as JSON, whole or not at all. */
public final class StatementWriter implements RunListener {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path whole = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(whole, JSON.writeValueAsString(StatementJson.of(statement)) + "\n");
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the conformance statement could not be written to " + file, e);
        }
    }
}
