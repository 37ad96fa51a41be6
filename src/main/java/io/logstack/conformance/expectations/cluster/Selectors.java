package io.logstack.conformance.expectations.cluster;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Label selectors, as {@code kubectl -l} takes them. */
public final class Selectors {
    private Selectors() {}

    /**
     * A controller's own selector, as text.
     *
     * @throws IllegalArgumentException when it selects nothing in particular: the API server refuses such controllers
     */
    public static String text(LabelSelector selector) {
        Map<String, String> labels =
                new TreeMap<>(Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of()));
        List<LabelSelectorRequirement> expressions =
                Objects.requireNonNullElse(selector.getMatchExpressions(), List.<LabelSelectorRequirement>of());
        String text = Stream.concat(
                        labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue()),
                        expressions.stream().map(Selectors::text))
                .collect(Collectors.joining(","));
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the controller's selector is empty");
        }
        return text;
    }

    private static String text(LabelSelectorRequirement requirement) {
        String values = String.join(",", Objects.requireNonNullElse(requirement.getValues(), List.of()));
        return switch (requirement.getOperator()) {
            case "In" -> requirement.getKey() + " in (" + values + ")";
            case "NotIn" -> requirement.getKey() + " notin (" + values + ")";
            case "Exists" -> requirement.getKey();
            case "DoesNotExist" -> "!" + requirement.getKey();
            default ->
                throw new IllegalArgumentException("the controller's selector has the operator "
                        + requirement.getOperator() + ", which Kubernetes does not know");
        };
    }
}
