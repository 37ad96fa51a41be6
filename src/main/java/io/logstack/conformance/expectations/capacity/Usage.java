package io.logstack.conformance.expectations.capacity;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.logstack.conformance.stack.Cluster;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the metrics API says that a container uses, as {@code kubectl top} shows it.
 *
 * @param container {@code namespace/pod} and container
 * @param amounts amount by resource; CPU in cores, memory in bytes
 */
record Usage(String container, Map<String, BigDecimal> amounts) {
    private static final int DECIMALS = 2;

    /** Of the named container of a pod, or empty where the metrics API has not measured it. */
    static Optional<Usage> read(Cluster cluster, String namespace, String pod, String container) {
        return cluster.custom("metrics.k8s.io/v1beta1", "PodMetrics", "pods", namespace, pod)
                .flatMap(metrics -> of(metrics, namespace + "/" + pod, container));
    }

    static Optional<Usage> of(GenericKubernetesResource metrics, String pod, String container) {
        JsonNode containers = JsonMapper.shared()
                .valueToTree(metrics.getAdditionalProperties())
                .path("containers");
        for (JsonNode measured : containers) {
            if (measured.path("name").asString("").equals(container)) {
                Map<String, Quantity> usage = new HashMap<>();
                measured.path("usage")
                        .forEachEntry((resource, amount) -> usage.put(resource, Quantity.parse(amount.asString())));
                return Optional.of(new Usage("pod " + pod + ", container " + container, Allotment.amounts(usage)));
            }
        }
        return Optional.empty();
    }

    /** The used share of a limit in percent, or empty where either is unknown or the limit is 0. */
    Optional<BigDecimal> percentOf(Allotment allotment, String resource) {
        BigDecimal used = amounts.get(resource);
        BigDecimal limit = allotment.limits().get(resource);
        return used == null || limit == null || limit.signum() == 0
                ? Optional.empty()
                : Optional.of(used.movePointRight(2).divide(limit, DECIMALS, RoundingMode.HALF_UP));
    }
}
