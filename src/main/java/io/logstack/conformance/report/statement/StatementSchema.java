package io.logstack.conformance.report.statement;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The published JSON Schema of the conformance statement. */
public final class StatementSchema {
    /** Rises when a key of the statement goes or changes its meaning; keys are added within a version. */
    public static final int VERSION = 1;

    /** The schema's file. */
    public static final String FILE = "conformance-" + VERSION + ".schema.json";

    /** Where the schema lies, from the statement's directory. */
    public static final String DIRECTORY = "schema";

    private static final String TEXT = resource();

    private StatementSchema() {}

    /** The schema as it is published. */
    public static String text() {
        return TEXT;
    }

    /** What a statement violates, each with its place; empty when it is valid. */
    static List<String> violations(JsonNode statement) {
        return Compiled.SCHEMA.validate(statement).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static String resource() {
        try (InputStream schema = Objects.requireNonNull(StatementSchema.class.getResourceAsStream(FILE), FILE)) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only who reads a statement needs it: a run that writes one, maybe while it is interrupted, does not wait for it. */
    private static final class Compiled {
        private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(TEXT);
    }
}
