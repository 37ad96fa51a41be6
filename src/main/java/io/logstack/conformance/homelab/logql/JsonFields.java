package io.logstack.conformance.homelab.logql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Top-level fields of a line of JSON. */
public final class JsonFields {
    private JsonFields() {}

    /** The value of the first of these that is there, as text; empty when none is. What comes after an error is not read. */
    public static String first(String line, List<String> names) {
        Map<String, String> found = new LinkedHashMap<>();
        try (JsonParser parser = JsonStage.JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (names.contains(name) && value.isScalarValue()) {
                        found.putIfAbsent(name, parser.getString());
                    }
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            // What was found before counts: the reader is as lenient as Loki's.
            return firstOf(found, names);
        }
        return firstOf(found, names);
    }

    private static String firstOf(Map<String, String> found, List<String> names) {
        return names.stream()
                .filter(found::containsKey)
                .map(found::get)
                .findFirst()
                .orElse("");
    }
}
