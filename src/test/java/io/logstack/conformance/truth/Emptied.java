package io.logstack.conformance.truth;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.stack.AlertingRule;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;

/** Answers without what they told. What is none of the known kinds stays as it is. */
final class Emptied {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private Emptied() {}

    static Object gone(Object answer) {
        if (answer instanceof List<?>) {
            return List.of();
        }
        if (answer instanceof Map<?, ?>) {
            return Map.of();
        }
        if (answer instanceof Stream<?>) {
            return Stream.empty();
        }
        if (answer instanceof Optional<?>) {
            return Optional.empty();
        }
        if (answer instanceof String) {
            return "";
        }
        if (answer instanceof byte[] content) {
            return content.length == 0 ? content : new byte[0];
        }
        if (answer instanceof Metrics metrics) {
            return new Metrics(metrics.source(), metrics.at(), Map.of(), Map.of());
        }
        if (answer instanceof Loki.Timing timing) {
            return new Loki.Timing(timing.status(), timing.took(), 0);
        }
        return answer instanceof Answer page ? Pages.empty(page) : answer;
    }

    static Object blank(Object answer) {
        if (answer instanceof List<?> list) {
            return list.stream().map(Emptied::blankElement).toList();
        }
        if (answer instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> blankValue(entry.getValue())));
        }
        if (answer instanceof Optional<?> optional) {
            return optional.map(found -> found instanceof Map<?, ?> ? blank(found) : blankElement(found));
        }
        if (answer instanceof Metrics metrics) {
            return new Metrics(metrics.source(), metrics.at(), metrics.families(), Map.of());
        }
        return answer instanceof Answer page ? Pages.withoutResult(page) : answer;
    }

    static Object nan(Object answer) {
        if (answer instanceof List<?> list) {
            return list.stream().map(Emptied::nanElement).toList();
        }
        if (answer instanceof Metrics metrics) {
            Map<String, List<Sample>> samples = new HashMap<>(metrics.samples());
            samples.replaceAll((name, values) -> values.stream()
                    .map(sample -> new Sample(sample.labels(), Double.NaN))
                    .toList());
            return new Metrics(metrics.source(), metrics.at(), metrics.families(), samples);
        }
        return answer instanceof Answer page ? Pages.ofNaN(page) : answer;
    }

    private static Object nanElement(Object element) {
        if (element instanceof Answer page) {
            return Pages.ofNaN(page);
        }
        return element instanceof Sample sample ? new Sample(sample.labels(), Double.NaN) : element;
    }

    private static Object blankElement(Object element) {
        if (element instanceof Answer page) {
            return Pages.withoutResult(page);
        }
        if (element instanceof LogStream stream) {
            return new LogStream(stream.labels(), List.of());
        }
        if (element instanceof AlertingRule rule) {
            return new AlertingRule(
                    rule.group(),
                    rule.name(),
                    rule.expression(),
                    rule.hold(),
                    rule.labels(),
                    rule.error(),
                    Optional.empty(),
                    List.of());
        }
        return element instanceof HasMetadata object ? withoutStatus(object) : element;
    }

    private static Object blankValue(Object value) {
        if (value instanceof String) {
            return "";
        }
        if (value instanceof byte[]) {
            return new byte[0];
        }
        return value instanceof Map<?, ?> ? Map.of() : value;
    }

    /** One that nobody has reported on; of what has no status its content is taken. */
    private static HasMetadata withoutStatus(HasMetadata object) {
        if (object instanceof GenericKubernetesResource resource) {
            UnaryOperator<Map<String, Object>> change = properties -> {
                Map<String, Object> left = new HashMap<>(properties);
                return left.remove("status") == null ? Map.of() : left;
            };
            GenericKubernetesResource copy = Serialization.clone(resource);
            copy.setAdditionalProperties(change.apply(copy.getAdditionalProperties()));
            return copy;
        }
        Map<String, Object> fields = new HashMap<>(Serialization.unmarshal(Serialization.asJson(object), FIELDS));
        fields.remove("status");
        return Serialization.unmarshal(Serialization.asJson(fields), object.getClass());
    }
}
