package io.logstack.conformance.expectations.gitops;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.logstack.conformance.expectations.LokiConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What a HelmRelease declares beside what runs; what it does not declare is the chart's affair, and left out. */
final class Comparisons {
    private final Declared declared;
    private final List<Comparison> found = new ArrayList<>();

    Comparisons(Declared declared) {
        this.declared = declared;
    }

    List<Comparison> found() {
        return List.copyOf(found);
    }

    /**
     * Against Loki's running configuration.
     *
     * @param running paths of which the first that there is counts: Loki's configuration has grown over time
     */
    Comparisons config(String path, BiPredicate<String, String> same, LokiConfig config, String... running) {
        Optional<String> value = List.of(running).stream()
                .flatMap(candidate -> config.at(candidate).stream())
                .map(String::valueOf)
                .filter(text -> !text.isEmpty())
                .findFirst();
        return add(path, value, config.source(), same);
    }

    /** Replicas of a controller, unless an autoscaler sets them. */
    Comparisons replicas(String component, Optional<Integer> running, String controller) {
        boolean scaled = declared.at(component + ".autoscaling.enabled")
                .filter("true"::equals)
                .isPresent();
        return scaled
                ? this
                : add(component + ".replicas", running.map(String::valueOf), controller, Comparison.QUANTITY);
    }

    /**
     * Requests and limits of a container.
     *
     * @param path of the component's resources in the values
     * @param template of the controller's pods, or null without controller
     */
    Comparisons resources(String path, @Nullable PodTemplateSpec template, String container, String controller) {
        Optional<ResourceRequirements> running = template == null
                ? Optional.empty()
                : template.getSpec().getContainers().stream()
                        .filter(candidate -> candidate.getName().equals(container))
                        .findFirst()
                        .map(Container::getResources);
        for (String resource : List.of("cpu", "memory")) {
            add(
                    path + ".requests." + resource,
                    running.flatMap(resources -> amount(resources.getRequests(), resource)),
                    controller + ", container " + container,
                    Comparison.QUANTITY);
            add(
                    path + ".limits." + resource,
                    running.flatMap(resources -> amount(resources.getLimits(), resource)),
                    controller + ", container " + container,
                    Comparison.QUANTITY);
        }
        return this;
    }

    private static Optional<String> amount(@Nullable Map<String, Quantity> amounts, String resource) {
        return amounts == null
                ? Optional.empty()
                : Optional.ofNullable(amounts.get(resource)).map(Quantity::toString);
    }

    private Comparisons add(String path, Optional<String> running, String source, BiPredicate<String, String> same) {
        declared.at(path)
                .ifPresent(value ->
                        found.add(new Comparison(path + " of " + declared.release(), value, running, source, same)));
        return this;
    }
}
