package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * {@code | json name="path"}: only these fields, under these names. Objects and arrays come as they are written; what is not
 * there comes as an empty label.
 *
 * @param paths by label; steps are keys or array indexes as {@code [0]}
 * @param expressions as they were written, by label
 */
record JsonExtractionStage(Map<String, List<String>> paths, Map<String, String> expressions) implements Stage {
    private static final com.google.re2j.Pattern STEP = com.google.re2j.Pattern.compile(
            "\\.?([\\pL_][\\pL\\pN_]*)|\\[([0-9]+)\\]|\\[\"((?:[^\"\\\\]|\\\\.)*)\"\\]");

    /** @throws QueryException when an expression is no path */
    static JsonExtractionStage of(Map<String, String> expressions) {
        return new JsonExtractionStage(
                expressions.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> path(e.getValue()), (a, b) -> b, java.util.LinkedHashMap::new)),
                expressions);
    }

    private static List<String> path(String expression) {
        List<String> steps = new ArrayList<>();
        com.google.re2j.Matcher matcher = STEP.matcher(expression);
        int at = 0;
        while (at < expression.length()
                && matcher.find(at)
                && matcher.start() == at
                && (at > 0 || expression.charAt(0) != '.')) {
            String index = matcher.group(2);
            String quoted = matcher.group(3);
            steps.add(
                    index != null
                            ? "[" + Integer.parseInt(index) + "]"
                            : quoted != null ? Strings.unquote('"' + quoted + '"') : matcher.group(1));
            at = matcher.end();
        }
        if (steps.isEmpty() || at < expression.length()) {
            throw QueryException.parse("cannot parse expression [" + expression + "]: syntax error: unexpected $end");
        }
        return steps;
    }

    @Override
    public boolean process(String line, LineLabels labels) {
        if (line.isEmpty() || labels.hints().nothingToExtract(labels)) {
            return true;
        }
        if ("\"{[".indexOf(line.charAt(0)) < 0) {
            labels.setParserError(JsonStage.ERROR_KIND, labels.errorDetails());
            return true;
        }
        paths.forEach((label, path) -> {
            String value = find(line, path);
            String name = labels.inStream(label) ? label + LineLabels.EXTRACTED : label;
            if (value != null) {
                labels.set(name, value);
            } else if (labels.get(label) == null) {
                labels.set(label, "");
            }
        });
        return true;
    }

    private static @org.jspecify.annotations.Nullable String find(String line, List<String> path) {
        try (JsonParser parser = JsonStage.JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            for (String step : path) {
                if (!enter(parser, step)) {
                    return null;
                }
            }
            return switch (parser.currentToken()) {
                case START_OBJECT, START_ARRAY -> {
                    int from = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    yield line.substring(from, (int) parser.currentLocation().getCharOffset());
                }
                case VALUE_NULL -> "";
                default -> Names.withoutReplacements(parser.getString());
            };
        } catch (JacksonException e) {
            // Loki, too, gives what it has found so far, and no error.
            return null;
        }
    }

    /** Goes to the value of a key or an index of what the parser stands at. */
    private static boolean enter(JsonParser parser, String step) {
        if (step.startsWith("[")) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return false;
            }
            int index = Integer.parseInt(step, 1, step.length() - 1, 10);
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (i == index) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = parser.currentName().equals(step);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    @Override
    public String toString() {
        return "| json "
                + expressions.entrySet().stream()
                        .map(e -> e.getKey() + "=" + Strings.quote(e.getValue()))
                        .collect(Collectors.joining(","));
    }
}
