package io.logstack.conformance.report.statement;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.catalog.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A conformance statement as {@code conformance.json} has it: each component is the key of its name, in this order. Times
 * are ISO-8601 in UTC, durations seconds; what does not apply is null. Within a schema version keys are only ever added.
 *
 * @param schema where the JSON Schema lies, from the statement's own directory
 * @param schemaVersion rises when a key goes or changes its meaning
 * @param run ID of the run
 * @param conformant whether something was judged, and nothing failed or broke
 * @param judgedAnything whether there is any verdict about the stack
 * @param seconds what the run took
 * @param seed of the synthetic workload
 * @param announcement what the run told before it began; null where there was no stack to tell of
 * @param refusal why nothing was judged, in several lines, where the run lacked rights; null otherwise
 * @param totals how often each verdict was given, all of them
 * @param rootCauses IDs of the expectations that fail the run and are no mere consequences
 * @param expectations the whole catalogue, in its order
 */
public record StatementFile(
        @JsonProperty("$schema") String schema,
        int schemaVersion,
        String run,
        boolean conformant,
        boolean judgedAnything,
        Instant startedAt,
        double seconds,
        Stack stack,
        Profile profile,
        long seed,
        @Nullable Announcement announcement,
        @Nullable String refusal,
        Map<Verdict, Long> totals,
        List<String> rootCauses,
        List<JudgedExpectation> expectations) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** How many violations of the schema a message names. */
    private static final int NAMED = 3;

    /**
     * What was judged.
     *
     * @param tier the tier's name
     * @param simulated whether it was an embedded homelab
     * @param description one line for people; begins with {@code none:} where there was no stack
     * @param versions component to version, by name
     * @param nodes number of Kubernetes nodes, or null without Kubernetes
     */
    public record Stack(
            String tier,
            boolean simulated,
            String description,
            Map<String, String> versions,
            @Nullable Integer nodes) {
        static Stack of(StackIdentity stack) {
            return new Stack(
                    stack.tier(),
                    stack.simulated(),
                    stack.description(),
                    new TreeMap<>(stack.versions()),
                    stack.nodes());
        }
    }

    /**
     * What the stack was held to.
     *
     * @param hash SHA-256 of the effective profile without secrets, in hexadecimal; empty where it could not be read
     */
    public record Profile(String name, String hash) {}

    /**
     * The file of a run.
     *
     * @param undertaking as the run announced it, or null when it announced nothing
     * @param refusal why the run judged nothing for want of rights, or null when it did not
     */
    public static StatementFile of(Statement statement, @Nullable Undertaking undertaking, @Nullable String refusal) {
        return new StatementFile(
                StatementSchema.DIRECTORY + "/" + StatementSchema.FILE,
                StatementSchema.VERSION,
                statement.run(),
                statement.conformant(),
                statement.judgedAnything(),
                statement.startedAt(),
                statement.took().toMillis() / 1e3,
                Stack.of(statement.stack()),
                new Profile(statement.profile(), statement.profileHash()),
                statement.seed(),
                undertaking == null ? null : Announcement.of(undertaking),
                refusal,
                statement.totals(),
                statement.rootCauses().stream()
                        .map((Outcome outcome) -> outcome.expectation().id())
                        .toList(),
                statement.outcomes().stream().map(JudgedExpectation::of).toList());
    }

    /**
     * Reads a statement of this schema version.
     *
     * @throws UnreadableStatementException when there is no file, or what is in it is no statement of this version; the
     *     message names the file and what is wrong
     */
    public static StatementFile read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UnreadableStatementException("there is no conformance statement " + file);
        } catch (IOException e) {
            throw new UnreadableStatementException("the conformance statement " + file + " cannot be read: " + e);
        }
    }

    private static StatementFile parse(String source, String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException e) {
            throw noStatement(source, e.getOriginalMessage());
        }
        if (!json.isObject()) {
            throw noStatement(source, "it holds no JSON object");
        }
        JsonNode version = json.path("schemaVersion");
        if (!version.isInt()) {
            throw noStatement(source, "it has no schemaVersion");
        }
        if (version.asInt() != StatementSchema.VERSION) {
            throw new UnreadableStatementException(source + " is a conformance statement of schema version "
                    + version.asInt() + "; this version of the suite reads version " + StatementSchema.VERSION);
        }
        List<String> violations = StatementSchema.violations(json);
        if (!violations.isEmpty()) {
            throw noStatement(
                    source,
                    String.join("; ", violations.subList(0, Math.min(NAMED, violations.size())))
                            + (violations.size() > NAMED ? "; and " + (violations.size() - NAMED) + " more" : ""));
        }
        return JSON.treeToValue(json, StatementFile.class);
    }

    private static UnreadableStatementException noStatement(String source, String why) {
        return new UnreadableStatementException(source + " is no conformance statement: " + why);
    }

    /** The text of the file. */
    public String json() {
        return text(this);
    }

    static String text(Object json) {
        return JSON.writeValueAsString(json) + "\n";
    }

    /** What was found out about one expectation, or empty when the catalogue of that run had none of this ID. */
    public Optional<JudgedExpectation> expectation(String id) {
        return expectations.stream()
                .filter(expectation -> expectation.id().equals(id))
                .findFirst();
    }
}
