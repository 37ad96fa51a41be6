package io.logstack.conformance.expectations.drift;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.logstack.conformance.runbook.Shell;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@code kubectl patch helmrelease} that sets resources.
 *
 * @param release name of the HelmRelease
 * @param path where it sets them, below {@code spec.values}
 */
record ResourcesPatch(String release, String path) {
    private static final String RESOURCES = "resources";

    /** The patch that a command makes, or empty when it makes another or none. */
    static Optional<ResourcesPatch> of(String command) {
        List<String> words = Shell.commands(command).get(0);
        int kind = words.indexOf("helmrelease");
        if (kind < 0 || kind + 1 >= words.size() || !words.contains("patch")) {
            return Optional.empty();
        }
        return words.stream()
                .filter(word -> word.startsWith("-p=") || word.startsWith("--patch=") || word.startsWith("{"))
                .filter(word -> word.contains("{"))
                .map(word -> word.substring(word.indexOf('{')))
                .flatMap(json -> paths(values(json)).stream())
                .findFirst()
                .map(path -> new ResourcesPatch(words.get(kind + 1), path));
    }

    /** The resources that a container is declared with, or empty when there are none. */
    static Optional<ResourceRequirements> running(StatefulSet set, String name) {
        List<Container> containers = set.getSpec().getTemplate().getSpec().getContainers();
        return containers.stream()
                .filter(container -> container.getName().equals(name))
                .map(Container::getResources)
                .filter(Objects::nonNull)
                .filter(resources -> !amounts(resources.getRequests()).isEmpty()
                        || !amounts(resources.getLimits()).isEmpty())
                .findFirst();
    }

    /** Where the values have the given resources. */
    static List<String> pathsOf(Map<String, Object> values, ResourceRequirements running) {
        return paths(values).stream()
                .filter(path -> at(values, path) instanceof Map<?, ?> resources
                        && amounts(resources.get("requests")).equals(amounts(running.getRequests()))
                        && amounts(resources.get("limits")).equals(amounts(running.getLimits())))
                .toList();
    }

    private static List<String> paths(Map<?, ?> values) {
        List<String> paths = new ArrayList<>();
        values.forEach((key, value) -> {
            if (String.valueOf(key).equals(RESOURCES) && value instanceof Map) {
                paths.add(RESOURCES);
            } else if (value instanceof Map<?, ?> map) {
                paths(map).forEach(path -> paths.add(key + "." + path));
            }
        });
        return paths;
    }

    private static @Nullable Object at(Map<?, ?> values, String path) {
        Object value = values;
        for (String key : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    private static Map<?, ?> values(String json) {
        try {
            Map<?, ?> patch = JsonMapper.shared().readValue(json, Map.class);
            return at(patch, "spec.values") instanceof Map<?, ?> values ? values : Map.of();
        } catch (JacksonException e) {
            // What is no JSON patches nothing: there is nothing to hold against the stack.
            return Map.of();
        }
    }

    /** Quantities by name, comparable: {@code 2} CPUs are {@code 2000m}. */
    private static Map<String, BigDecimal> amounts(@Nullable Object quantities) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        if (quantities instanceof Map<?, ?> map) {
            map.forEach((name, quantity) -> amounts.put(
                    String.valueOf(name),
                    (quantity instanceof Quantity typed ? typed : Quantity.parse(String.valueOf(quantity)))
                            .getNumericalAmount()
                            .stripTrailingZeros()));
        }
        return amounts;
    }
}
