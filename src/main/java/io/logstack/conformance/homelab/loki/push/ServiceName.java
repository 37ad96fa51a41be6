package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.logql.Labels;
import java.util.List;

/** The label that Loki gives every stream without it. */
final class ServiceName {
    static final String LABEL = "service_name";

    private static final List<String> SOURCES = List.of(
            "service",
            "app",
            "application",
            "app_name",
            "name",
            "app_kubernetes_io_name",
            "container",
            "container_name",
            "k8s_container_name",
            "component",
            "workload",
            "job",
            "k8s_job_name");

    private ServiceName() {}

    static Labels discover(Labels labels) {
        if (labels.has(LABEL)) {
            return labels;
        }
        String name = SOURCES.stream()
                .map(labels::value)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("unknown_service");
        return labels.with(LABEL, name);
    }
}
