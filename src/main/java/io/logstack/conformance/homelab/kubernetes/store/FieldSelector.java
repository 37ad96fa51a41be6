package io.logstack.conformance.homelab.kubernetes.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A field selector: {@code field=value} and {@code field!=value}, joined by commas. */
public final class FieldSelector {
    private static final Set<String> EVERYWHERE = Set.of("metadata.name", "metadata.namespace");

    /** What a kind allows beyond name and namespace, by {@link ResourceKind#qualifiedPlural}. */
    private static final Map<String, Set<String>> BY_KIND = Map.of(
            "pods",
            Set.of("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "status.phase", "status.podIP"),
            "events",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.name",
                    "involvedObject.namespace",
                    "involvedObject.uid",
                    "reason",
                    "source",
                    "type"),
            "secrets",
            Set.of("type"),
            "namespaces",
            Set.of("status.phase"),
            "nodes",
            Set.of("spec.unschedulable"));

    private final List<Term> terms;

    private record Term(String pointer, boolean equal, String value) {}

    private FieldSelector(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /**
     * Reads a selector; null and the empty string select everything.
     *
     * @throws ApiException 400 when it is none, or names a field by which this kind cannot be selected
     */
    public static FieldSelector parse(@Nullable String text, ResourceKind kind) {
        List<Term> terms = new ArrayList<>();
        if (text != null && !text.isBlank()) {
            for (String term : text.split(",", -1)) {
                terms.add(term(term.strip(), kind));
            }
        }
        return new FieldSelector(terms);
    }

    public boolean matches(JsonNode object) {
        return terms.stream()
                .allMatch(term -> object.at(term.pointer).asString("").equals(term.value) == term.equal);
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    private static Term term(String text, ResourceKind kind) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw ApiException.badRequest("invalid selector: '" + text + "'; can't understand '" + text
                    + "', expected field=value or field!=value");
        }
        boolean equal = text.charAt(equals - 1) != '!';
        String field = text.substring(0, equal ? equals : equals - 1).strip();
        String value = text.substring(equals + 1).strip();
        if (equal && value.startsWith("=")) {
            value = value.substring(1);
        }
        if (!EVERYWHERE.contains(field)
                && !BY_KIND.getOrDefault(kind.qualifiedPlural(), Set.of()).contains(field)) {
            throw ApiException.badRequest("field label not supported: " + field);
        }
        return new Term("/" + field.replace('.', '/'), equal, value);
    }
}
