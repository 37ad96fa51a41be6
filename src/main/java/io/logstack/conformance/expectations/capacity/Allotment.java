package io.logstack.conformance.expectations.capacity;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a running container asks for and is held to; CPU in cores, memory in bytes.
 *
 * @param container {@code namespace/pod} and container
 * @param requests amount by resource
 * @param limits amount by resource
 */
record Allotment(String container, Map<String, BigDecimal> requests, Map<String, BigDecimal> limits) {
    static final String CPU = "cpu";
    static final String MEMORY = "memory";

    /** Of the named container of a pod, or empty where the pod has none. */
    static Optional<Allotment> of(Pod pod, String name) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .map(container -> new Allotment(
                        "pod " + pod.getMetadata().getNamespace() + "/"
                                + pod.getMetadata().getName() + ", container " + name,
                        amounts(container, ResourceRequirements::getRequests),
                        amounts(container, ResourceRequirements::getLimits)));
    }

    /** Of every pod; a pod without the container is left out, and told by the list's length. */
    static List<Allotment> of(List<Pod> pods, String name) {
        return pods.stream().flatMap(pod -> of(pod, name).stream()).toList();
    }

    private static Map<String, BigDecimal> amounts(
            Container container, Function<ResourceRequirements, @Nullable Map<String, Quantity>> kind) {
        ResourceRequirements resources = container.getResources();
        return amounts(resources == null ? null : kind.apply(resources));
    }

    /** Amounts as {@code metrics.k8s.io} and pod specs write them. */
    static Map<String, BigDecimal> amounts(@Nullable Map<String, Quantity> quantities) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        if (quantities != null) {
            quantities.forEach((resource, quantity) -> amounts.put(resource, Quantity.getAmountInBytes(quantity)));
        }
        return Map.copyOf(amounts);
    }
}
