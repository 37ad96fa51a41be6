package io.logstack.conformance.report.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.logstack.conformance.catalog.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a statement's file holds is what its schema describes, and nothing else is read. */
class StatementFileTest {
    @TempDir
    private Path directory;

    private static StatementFile statement() {
        return SampleFile.of(
                "run-1",
                SampleFile.expectation(
                        "STORAGE-03",
                        Verdict.FAIL,
                        SampleFile.measured("objects", 7, "objects", "> 0"),
                        SampleFile.measured("took", 0.25, "seconds", "< 2s"),
                        SampleFile.measured("listed", true, "", "= true"),
                        new Measured("key", "NaN", "", null, "s3://loki-chunks", SampleFile.AT)));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("conformance.json"), text);
    }

    private static ObjectNode json() {
        return (ObjectNode) JsonMapper.shared().readTree(statement().json());
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        assertThat(StatementFile.read(file(statement().json()))).isEqualTo(statement());
    }

    @Test
    void keysOfALaterSuiteArePassedOver() throws IOException {
        ObjectNode later = json();
        later.put("added", 1);
        ((ObjectNode) later.path("stack")).put("added", 1);
        ((ObjectNode) later.path("expectations").path(0)).put("added", 1);

        assertThat(StatementFile.read(file(later.toString()))).isEqualTo(statement());
    }

    @Test
    void keysHaveTheirOrder() {
        assertThat(json().propertyNames())
                .containsExactly(
                        "$schema",
                        "schemaVersion",
                        "run",
                        "conformant",
                        "judgedAnything",
                        "startedAt",
                        "seconds",
                        "stack",
                        "profile",
                        "seed",
                        "announcement",
                        "refusal",
                        "totals",
                        "rootCauses",
                        "expectations");
        assertThat(json().path("totals").propertyNames())
                .containsExactly(
                        "PASS", "FAIL", "WARN", "BLOCKED", "INCONCLUSIVE", "NOT-APPLICABLE", "NOT-RUN", "ERROR");
    }

    @Test
    void everyKeyThatIsWrittenIsDescribed() {
        JsonNode schema = JsonMapper.shared().readTree(StatementSchema.text());
        Undescribed undescribed = new Undescribed(schema);

        undescribed.look("", schema, json());

        assertThat(undescribed.keys()).isEmpty();
    }

    @Test
    void theSchemaIsOne() throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(StatementSchema.text(), InputFormat.JSON))
                .isEmpty();
        assertThat(Path.of("reports", "schema", StatementSchema.FILE))
                .as("the published schema is that of the jar: copy it from src/main/resources")
                .hasContent(StatementSchema.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /run                                 | 7
            /conformant                          | "yes"
            /startedAt                           | "yesterday"
            /startedAt                           | "2026-11-22T20:00:00+01:00"
            /seconds                             | -1
            /seconds                             | "1.5"
            /stack                               | null
            /stack/nodes                         | 1.5
            /stack/versions/loki                 | 3
            /profile/hash                        | "xyz"
            /announcement/safety                 | "HARMLESS"
            /announcement/target/cluster         | 1
            /announcement/namespaces             | ["monitoring", "monitoring"]
            /totals/FAIL                         | -1
            /rootCauses/0                        | "storage"
            /expectations/0/id                   | "STORAGE-3"
            /expectations/0/verdict              | "PASSED"
            /expectations/0/level                | "must"
            /expectations/0/evidence/0/value     | null
            /expectations/0/evidence/0/value     | {}
            /expectations/0/judgeableFrom        | "soon"
            /expectations/0/exchanges            | 0.5
            """)
    void aBrokenOneIsRefusedWithItsPlace(String place, String value) throws IOException {
        ObjectNode broken = json();
        int last = place.lastIndexOf('/');
        JsonNode parent = broken.at(place.substring(0, last));
        String key = place.substring(last + 1);
        JsonNode wrong = JsonMapper.shared().readTree(value);
        if (parent instanceof ObjectNode object) {
            object.set(key, wrong);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(key), wrong);
        }
        Path file = file(broken.toString());

        assertThatThrownBy(() -> StatementFile.read(file))
                .isInstanceOf(UnreadableStatementException.class)
                .hasMessageStartingWith(file + " is no conformance statement: " + place + " ");
    }

    static Stream<String> everyKey() {
        return Stream.concat(
                json().propertyNames().stream().filter(key -> !key.equals("schemaVersion")),
                Stream.of("stack/nodes", "profile/hash", "announcement/target/user", "totals/PASS"));
    }

    @ParameterizedTest
    @MethodSource("everyKey")
    void oneThatLacksAKeyIsRefused(String key) throws IOException {
        ObjectNode broken = json();
        int last = key.lastIndexOf('/');
        ((ObjectNode) broken.at(last < 0 ? "" : "/" + key.substring(0, last))).remove(key.substring(last + 1));
        Path file = file(broken.toString());

        assertThatThrownBy(() -> StatementFile.read(file))
                .isInstanceOf(UnreadableStatementException.class)
                .hasMessageContaining("'" + key.substring(last + 1) + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"run\": ", "[]", "7", "{}", "{\"schemaVersion\": \"1\"}", "\u0000\u0001"})
    void whatIsNoStatementIsRefused(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> StatementFile.read(file))
                .isInstanceOf(UnreadableStatementException.class)
                .hasMessageStartingWith(file + " is no conformance statement: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anotherVersionIsNamed() throws IOException {
        Path file = file("{\"schemaVersion\": 2}");

        assertThatThrownBy(() -> StatementFile.read(file))
                .hasMessage(file + " is a conformance statement of schema version 2; this version of the suite reads"
                        + " version 1");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> StatementFile.read(directory.resolve("nosuch.json")))
                .isInstanceOf(UnreadableStatementException.class)
                .hasMessage("there is no conformance statement " + directory.resolve("nosuch.json"));
        assertThatThrownBy(() -> StatementFile.read(directory))
                .isInstanceOf(UnreadableStatementException.class)
                .hasMessageStartingWith("the conformance statement " + directory + " cannot be read: ");
    }

    /** Keys of a document that a schema neither describes nor, as a map's, has a schema for. */
    private static final class Undescribed {
        private final JsonNode root;
        private final Set<String> keys = new TreeSet<>();

        Undescribed(JsonNode root) {
            this.root = root;
        }

        Set<String> keys() {
            return keys;
        }

        void look(String place, JsonNode schema, JsonNode value) {
            JsonNode resolved =
                    schema.has("$ref") ? root.at(schema.path("$ref").asString().substring(1)) : schema;
            if (value.isArray()) {
                value.forEach(item -> look(place + "/*", resolved.path("items"), item));
            }
            if (value.isObject()) {
                value.properties().forEach(property -> {
                    String key = place + "/" + property.getKey();
                    JsonNode described = resolved.path("properties").path(property.getKey());
                    if (resolved.has("additionalProperties")) {
                        return;
                    }
                    if (described.path("description").asString("").isEmpty()) {
                        keys.add(key);
                    }
                    look(key, described, property.getValue());
                });
            }
        }
    }
}
