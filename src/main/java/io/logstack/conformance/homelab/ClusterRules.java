package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.homelab.kubernetes.store.Store;
import io.logstack.conformance.homelab.prometheus.Rule;
import io.logstack.conformance.homelab.promql.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules of the cluster's PrometheusRule objects, as the operator hands them to Prometheus. */
record ClusterRules(Store store) implements Supplier<List<Rule.Group>> {
    private static final String DEFAULT_INTERVAL = "30s";

    @Override
    public List<Rule.Group> get() {
        List<Rule.Group> groups = new ArrayList<>();
        for (GenericKubernetesResource object : store.listCustom("monitoring.coreos.com/v1", "PrometheusRule")) {
            String file = object.getMetadata().getNamespace() + "-"
                    + object.getMetadata().getName() + ".yaml";
            for (Map<?, ?> group :
                    maps(map(object.getAdditionalProperties().get("spec")).get("groups"))) {
                groups.add(new Rule.Group(
                        text(group.get("name"), ""),
                        file,
                        duration(group.get("interval"), DEFAULT_INTERVAL),
                        maps(group.get("rules")).stream()
                                .map(ClusterRules::rule)
                                .toList()));
            }
        }
        return groups;
    }

    private static Rule rule(Map<?, ?> rule) {
        boolean alerting = rule.get("alert") != null;
        return new Rule(
                text(alerting ? rule.get("alert") : rule.get("record"), ""),
                alerting,
                text(rule.get("expr"), ""),
                duration(rule.get("for"), "0s"),
                texts(rule.get("labels")),
                texts(rule.get("annotations")));
    }

    private static Duration duration(@Nullable Object given, String otherwise) {
        return Duration.ofMillis(Numbers.milliseconds(text(given, otherwise)));
    }

    private static String text(@Nullable Object given, String otherwise) {
        return given == null ? otherwise : given.toString();
    }

    private static Map<String, String> texts(@Nullable Object given) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(given).forEach((key, value) -> texts.put(key.toString(), text(value, "")));
        return texts;
    }

    private static Map<?, ?> map(@Nullable Object given) {
        return given instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> maps(@Nullable Object given) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (given instanceof List<?> list) {
            list.forEach(each -> maps.add(map(each)));
        }
        return maps;
    }
}
