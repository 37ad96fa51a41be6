package io.logstack.conformance.homelab.kubernetes.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A label selector as {@code kubectl -l} takes it: equality and set-based terms, joined by commas. */
public final class LabelSelector {
    private static final String KEY = "(?:[a-z0-9A-Z.\\-]+/)?[A-Za-z0-9](?:[A-Za-z0-9_.\\-]*[A-Za-z0-9])?";
    private static final String VALUE = "[A-Za-z0-9_.\\-]*";
    private static final Pattern SET_BASED =
            Pattern.compile("\\s*(" + KEY + ")\\s+(in|notin)\\s*\\(([^()]*)\\)\\s*(?:,|$)");
    private static final Pattern EQUALITY =
            Pattern.compile("\\s*(" + KEY + ")\\s*(=|==|!=)\\s*(" + VALUE + ")\\s*(?:,|$)");
    private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*(" + KEY + ")\\s*(?:,|$)");

    private final List<Predicate<JsonNode>> terms;

    private LabelSelector(List<Predicate<JsonNode>> terms) {
        this.terms = List.copyOf(terms);
    }

    /**
     * Reads a selector; null and the empty string select everything.
     *
     * @throws ApiException 400 when it is none
     */
    public static LabelSelector parse(@Nullable String text) {
        List<Predicate<JsonNode>> terms = new ArrayList<>();
        String rest = text == null ? "" : text.strip();
        while (!rest.isEmpty()) {
            Matcher set = SET_BASED.matcher(rest);
            Matcher equality = EQUALITY.matcher(rest);
            Matcher existence = EXISTENCE.matcher(rest);
            if (set.lookingAt()) {
                terms.add(oneOf(set.group(1), set.group(2).equals("in"), values(set.group(3), rest)));
                rest = rest.substring(set.end());
            } else if (equality.lookingAt()) {
                terms.add(oneOf(equality.group(1), !equality.group(2).equals("!="), Set.of(equality.group(3))));
                rest = rest.substring(equality.end());
            } else if (existence.lookingAt()) {
                terms.add(exists(existence.group(2), existence.group(1).isEmpty()));
                rest = rest.substring(existence.end());
            } else {
                throw unreadable(rest);
            }
        }
        return new LabelSelector(terms);
    }

    /** A selector as objects carry it: {@code matchLabels} and {@code matchExpressions}. */
    public static LabelSelector of(JsonNode selector) {
        List<Predicate<JsonNode>> terms = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            terms.add(oneOf(label.getKey(), true, Set.of(label.getValue().asString(""))));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asString("");
            Set<String> values = new TreeSet<>();
            expression.path("values").forEach(value -> values.add(value.asString()));
            terms.add(
                    switch (expression.path("operator").asString("")) {
                        case "In" -> oneOf(key, true, values);
                        case "NotIn" -> oneOf(key, false, values);
                        case "Exists" -> exists(key, true);
                        case "DoesNotExist" -> exists(key, false);
                        default ->
                            throw ApiException.badRequest(
                                    expression.path("operator") + " is not a valid label selector operator");
                    });
        }
        return new LabelSelector(terms);
    }

    /** A selector of labels that must all be there, as Services have it. */
    public static LabelSelector ofLabels(JsonNode labels) {
        List<Predicate<JsonNode>> terms = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            terms.add(oneOf(label.getKey(), true, Set.of(label.getValue().asString(""))));
        }
        return new LabelSelector(terms);
    }

    /** Whether an object's labels satisfy every term. */
    public boolean matches(JsonNode object) {
        return matchesLabels(object.path("metadata").path("labels"));
    }

    /** Whether labels satisfy every term. */
    public boolean matchesLabels(JsonNode labels) {
        return terms.stream().allMatch(term -> term.test(labels));
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    private static Predicate<JsonNode> oneOf(String key, boolean wanted, Set<String> values) {
        // An absent label is not one of the values: it satisfies "!=" and "notin".
        return labels -> (labels.has(key) && values.contains(labels.path(key).asString(""))) == wanted;
    }

    private static Predicate<JsonNode> exists(String key, boolean wanted) {
        return labels -> labels.has(key) == wanted;
    }

    private static Set<String> values(String list, String where) {
        Set<String> values = new TreeSet<>();
        for (String value : list.split(",", -1)) {
            if (!value.strip().matches(VALUE)) {
                throw unreadable(where);
            }
            values.add(value.strip());
        }
        return values;
    }

    private static ApiException unreadable(String rest) {
        return ApiException.badRequest("unable to parse requirement: found '" + rest
                + "', expected: key, !key, key=value, key!=value, key in (values) or key notin (values)");
    }
}
