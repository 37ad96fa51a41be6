package io.logstack.conformance.homelab.logql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** {@code | json}: a label per field of the object, nested ones joined by underscores; arrays and nulls are left out. */
final class JsonStage implements Stage {
    /** As lenient as Loki's parser. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    static final String ERROR_KIND = "JSONParserErr";
    private static final String DETAILS = "Value looks like object, but can't find closing '}' symbol";

    /** The label of each key met, as it was decided at first sight; empty where it is not wanted. */
    private final Map<String, Optional<String>> keys = new HashMap<>();

    private enum Outcome {
        GO_ON,
        ALL_FOUND,
        DROP_LINE
    }

    @Override
    public Stage fresh() {
        return new JsonStage();
    }

    @Override
    public boolean process(String line, LineLabels labels) {
        if (labels.hints().nothingToExtract(labels)) {
            return true;
        }
        // Most lines that are no object do not look like one either, and an exception costs more than the rest.
        if (!line.stripLeading().startsWith("{")) {
            labels.setParserError(ERROR_KIND, DETAILS);
            return true;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                labels.setParserError(ERROR_KIND, DETAILS);
                return true;
            }
            return object(parser, "", labels) != Outcome.DROP_LINE;
        } catch (JacksonException e) {
            labels.setParserError(ERROR_KIND, DETAILS);
            return true;
        }
    }

    private Outcome object(JsonParser parser, String prefix, LineLabels labels) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            Outcome outcome = Outcome.GO_ON;
            if (value == JsonToken.START_OBJECT) {
                String nested = join(prefix, key);
                if (labels.hints().wantsPrefix(nested)) {
                    outcome = object(parser, nested, labels);
                } else {
                    parser.skipChildren();
                }
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
                outcome = allFound(labels);
            } else {
                outcome = value == JsonToken.VALUE_NULL ? allFound(labels) : scalar(parser, join(prefix, key), labels);
            }
            if (outcome != Outcome.GO_ON) {
                return outcome;
            }
        }
        return Outcome.GO_ON;
    }

    private Outcome scalar(JsonParser parser, String key, LineLabels labels) {
        Optional<String> name = keys.computeIfAbsent(key, k -> {
            String free = labels.inStream(k) ? k + LineLabels.EXTRACTED : k;
            return labels.hints().wants(free, labels) ? Optional.of(free) : Optional.empty();
        });
        if (name.isPresent() && !name.get().isEmpty()) {
            labels.set(name.get(), Names.withoutReplacements(parser.getString()));
            if (!labels.hints().goOn(name.get(), labels)) {
                return Outcome.DROP_LINE;
            }
        }
        return allFound(labels);
    }

    private static Outcome allFound(LineLabels labels) {
        return labels.hints().allExtracted(labels) ? Outcome.ALL_FOUND : Outcome.GO_ON;
    }

    private static String join(String prefix, String key) {
        return prefix.isEmpty() ? Names.sanitize(key) : prefix + "_" + Names.sanitize(key, false);
    }

    @Override
    public String toString() {
        return "| json";
    }
}
