package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.workloads.Container;
import java.util.List;
import java.util.Map;

/** What a pod is, by its labels. */
final class PodLabels {
    private static final String NAME = "app.kubernetes.io/name";
    private static final String COMPONENT = "app.kubernetes.io/component";

    private PodLabels() {}

    static boolean isAlloy(Pod pod) {
        return name(pod).equals("alloy");
    }

    static boolean isCanary(Pod pod) {
        return isLoki(pod, "canary");
    }

    static boolean isGateway(Pod pod) {
        return isLoki(pod, "gateway");
    }

    static boolean isSingleBinary(Pod pod) {
        return isLoki(pod, "single-binary");
    }

    static boolean isPrometheus(Pod pod) {
        return name(pod).equals("prometheus");
    }

    static boolean isGrafana(Pod pod) {
        return name(pod).equals("grafana");
    }

    /** Ceph's S3 server. */
    static boolean isObjectGateway(Pod pod) {
        return name(pod).equals("ceph-rgw");
    }

    private static boolean isLoki(Pod pod, String component) {
        return name(pod).equals("loki") && component.equals(labels(pod).get(COMPONENT));
    }

    /** Its containers that write on their own: those of Alloy, canary and gateway say only what happens to them. */
    static List<Container> talkative(Pod pod) {
        boolean quiet = isAlloy(pod) || isCanary(pod) || isGateway(pod);
        return quiet ? List.of() : containers(pod);
    }

    static List<Container> containers(Pod pod) {
        String app = name(pod).isEmpty() ? pod.getMetadata().getName() : name(pod);
        return pod.getSpec().getContainers().stream()
                .map(container -> new Container(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        container.getName(),
                        pod.getSpec().getNodeName(),
                        app))
                .toList();
    }

    private static String name(Pod pod) {
        return labels(pod).getOrDefault(NAME, "");
    }

    private static Map<String, String> labels(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }
}
