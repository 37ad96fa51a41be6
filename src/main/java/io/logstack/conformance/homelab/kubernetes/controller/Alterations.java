package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.kubernetes.controller.DeclarationFaults.Alteration;
import io.logstack.conformance.homelab.kubernetes.controller.DeclarationFaults.Subject;
import io.logstack.conformance.homelab.workloads.Program;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the faults of {@link DeclarationFaults} make of the objects that they are in. */
final class Alterations {
    /** The annotation that {@code kubectl rollout restart} leaves in a pod template. */
    static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    private static final Subject LOKI_RELEASE = release("loki");
    private static final Subject ALLOY_RELEASE = release("alloy");
    private static final Subject CHARTS =
            new Subject("source.toolkit.fluxcd.io/v1", "HelmRepository", repository -> true);
    private static final Subject GATEWAY = workload("Deployment", Program.GATEWAY);
    private static final Subject LOKI = workload("StatefulSet", Program.LOKI);
    private static final Subject USAGE = new Subject("metrics.k8s.io/v1beta1", "PodMetrics", metrics -> true);
    private static final Subject RULES = new Subject(
            "monitoring.coreos.com/v1",
            "PrometheusRule",
            rules -> rules.at("/spec/groups/0/rules")
                    .valueStream()
                    .anyMatch(rule -> isAlert(rule, "LokiNoLogsIngested")));
    private static final Subject ALLOY_DASHBOARD =
            new Subject("v1", "ConfigMap", map -> map.path("data").has("alloy-logs.json"));

    static final List<Alteration> ALL = List.of(
            new Alteration(
                    Fault.RESOURCES_UNSET,
                    LOKI,
                    set -> container(
                                    spec(set).withObjectProperty("template").withObjectProperty("spec"),
                                    Program.LOKI.container(set).orElseThrow())
                            .remove("resources")),
            new Alteration(
                    Fault.RESOURCES_UNSET,
                    LOKI_RELEASE,
                    release -> spec(release)
                            .withObjectProperty("values")
                            .withObjectProperty("singleBinary")
                            .remove("resources")),
            new Alteration(
                    Fault.HIGH_CPU,
                    USAGE,
                    metrics -> container(metrics, 0).withObjectProperty("usage").put("cpu", "1800m")),
            new Alteration(
                    Fault.HIGH_MEMORY,
                    USAGE,
                    metrics -> container(metrics, 0).withObjectProperty("usage").put("memory", "3892Mi")),
            new Alteration(Fault.ALERT_RULE_MISSING, RULES, rules -> {
                ArrayNode group = group(rules);
                for (int i = group.size() - 1; i >= 0; i--) {
                    if (isAlert(group.get(i), "LokiErrorRateHigh")) {
                        group.remove(i);
                    }
                }
            }),
            new Alteration(
                    Fault.ALERT_THRESHOLD_WRONG, RULES, rules -> rewrite(rules, "LokiQueryLatencyHigh", "> 2", "> 20")),
            new Alteration(
                    Fault.ALERT_INERT,
                    RULES,
                    rules -> rewrite(
                            rules,
                            "LokiNoLogsIngested",
                            "loki_distributor_lines_received_total",
                            "loki_distributor_lines_received_total{job=\"loki\"}")),
            new Alteration(
                    Fault.DASHBOARD_MISSING,
                    ALLOY_DASHBOARD,
                    map -> map.withObjectProperty("data").removeAll()),
            new Alteration(
                    Fault.HELMRELEASE_NOT_READY,
                    LOKI_RELEASE,
                    release -> condition(
                            release,
                            "UpgradeFailed",
                            "Helm upgrade failed for release " + ObjectFields.namespace(release) + "/"
                                    + ObjectFields.name(release)
                                    + " with chart loki@6.30.1: context deadline exceeded")),
            new Alteration(
                    Fault.HELMRELEASE_SUSPENDED,
                    ALLOY_RELEASE,
                    release -> spec(release).put("suspend", true)),
            new Alteration(
                    Fault.SOURCE_NOT_READY,
                    CHARTS,
                    source -> condition(
                            source,
                            "IndexationFailed",
                            "failed to fetch Helm repository index: Get \"https://grafana.github.io/helm-charts/"
                                    + "index.yaml\": dial tcp: lookup grafana.github.io: no such host")),
            new Alteration(
                    Fault.ROLLOUT_STUCK,
                    GATEWAY,
                    deployment -> spec(deployment)
                            .withObjectProperty("template")
                            .withObjectProperty("metadata")
                            .withObjectProperty("annotations")
                            .put(RESTARTED, "2025-06-15T08:00:00Z")),
            new Alteration(Fault.NO_ROLLBACK_TARGET, LOKI_RELEASE, release -> {
                ArrayNode history = release.withObjectProperty("status").withArrayProperty("history");
                JsonNode current = history.get(0);
                history.removeAll().add(current);
            }),
            new Alteration(
                    Fault.EXPORT_NOT_APPLICABLE,
                    LOKI_RELEASE,
                    release -> spec(release).put("timeout", "1d")),
            new Alteration(
                    Fault.CONFIG_DRIFT, GATEWAY, deployment -> spec(deployment).put("replicas", 2)));

    private Alterations() {}

    private static Subject release(String chart) {
        return new Subject(
                "helm.toolkit.fluxcd.io/v2",
                "HelmRelease",
                release -> release.at("/spec/chart/spec/chart").asString("").equals(chart));
    }

    private static Subject workload(String kind, Program program) {
        return new Subject(
                "apps/v1",
                kind,
                workload -> Program.of(workload).filter(program::equals).isPresent());
    }

    private static ObjectNode spec(ObjectNode object) {
        return object.withObjectProperty("spec");
    }

    private static ObjectNode container(ObjectNode ofContainers, String name) {
        for (JsonNode container : ofContainers.path("containers")) {
            if (container.path("name").asString("").equals(name)) {
                return (ObjectNode) container;
            }
        }
        throw new IllegalStateException("there is no container " + name);
    }

    /** Loki's container is measured first. */
    private static ObjectNode container(ObjectNode ofContainers, int number) {
        return (ObjectNode) ofContainers.path("containers").get(number);
    }

    private static ArrayNode group(JsonNode rules) {
        return (ArrayNode) rules.at("/spec/groups/0/rules");
    }

    private static boolean isAlert(JsonNode rule, String name) {
        return rule.path("alert").asString("").equals(name);
    }

    private static void rewrite(ObjectNode rules, String alert, String from, String to) {
        for (JsonNode rule : group(rules)) {
            if (isAlert(rule, alert)) {
                ((ObjectNode) rule).put("expr", rule.path("expr").asString("").replace(from, to));
            }
        }
    }

    /** A Ready condition that says no. */
    private static void condition(ObjectNode object, String reason, String message) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asString("").equals("Ready")) {
                ((ObjectNode) condition)
                        .put("status", "False")
                        .put("reason", reason)
                        .put("message", message);
            }
        }
    }
}
