package io.logstack.conformance.homelab.kubernetes.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a pod's specification gets when it says nothing, and what it must say. */
final class PodDefaults {
    private static final Set<String> RESTART_POLICIES = Set.of("Always", "OnFailure", "Never");

    /** Completes a pod. */
    void complete(ObjectNode pod) {
        completeSpec(pod.withObjectProperty("spec"));
        ObjectNode status = pod.withObjectProperty("status");
        status.putIfAbsent("phase", status.stringNode("Pending"));
        status.putIfAbsent("qosClass", status.stringNode(qualityOfService(pod.path("spec"))));
    }

    /** Completes the specification of a pod or of a template. */
    void completeSpec(ObjectNode spec) {
        spec.putIfAbsent("restartPolicy", spec.stringNode("Always"));
        spec.putIfAbsent("dnsPolicy", spec.stringNode("ClusterFirst"));
        spec.putIfAbsent("schedulerName", spec.stringNode("default-scheduler"));
        spec.putIfAbsent("terminationGracePeriodSeconds", spec.numberNode(30));
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(list)) {
                if (container instanceof ObjectNode object) {
                    completeContainer(object);
                }
            }
        }
    }

    /** Checks a pod. */
    void check(ObjectNode pod, @Nullable ObjectNode before, List<ApiException.Cause> wrong) {
        checkSpec(pod.path("spec"), "spec", wrong);
        if (before != null && !fixed(before).equals(fixed(pod))) {
            wrong.add(new ApiException.Cause(
                    "spec",
                    "FieldValueForbidden",
                    "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
                            + " `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` (only"
                            + " additions to existing tolerations), `spec.terminationGracePeriodSeconds`"));
        }
    }

    /** Checks the specification of a pod or of a template. */
    void checkSpec(JsonNode spec, String field, List<ApiException.Cause> wrong) {
        if (spec.path("containers").isEmpty()) {
            wrong.add(Admission.required(field + ".containers", "at least one container"));
        }
        String restartPolicy = spec.path("restartPolicy").asString("");
        if (!RESTART_POLICIES.contains(restartPolicy)) {
            wrong.add(new ApiException.Cause(
                    field + ".restartPolicy",
                    "FieldValueNotSupported",
                    "Unsupported value: \"" + restartPolicy
                            + "\": supported values: \"Always\", \"OnFailure\", \"Never\""));
        }
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode container : spec.path("containers")) {
            String at = field + ".containers[" + index++ + "]";
            String name = container.path("name").asString("");
            if (name.isEmpty()) {
                wrong.add(Admission.required(at + ".name", "a container has a name"));
            } else if (!names.add(name)) {
                wrong.add(new ApiException.Cause(
                        at + ".name", "FieldValueDuplicate", "Duplicate value: \"" + name + "\""));
            }
            if (container.path("image").asString("").isEmpty()) {
                wrong.add(Admission.required(at + ".image", "a container has an image"));
            }
        }
    }

    private static void completeContainer(ObjectNode container) {
        String image = container.path("image").asString("");
        boolean latest = image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/');
        container.putIfAbsent("imagePullPolicy", container.stringNode(latest ? "Always" : "IfNotPresent"));
        container.putIfAbsent("terminationMessagePath", container.stringNode("/dev/termination-log"));
        container.putIfAbsent("terminationMessagePolicy", container.stringNode("File"));
        container.putIfAbsent("resources", container.objectNode());
        for (String probe : List.of("readinessProbe", "livenessProbe", "startupProbe")) {
            if (container.path(probe) instanceof ObjectNode object) {
                completeProbe(object);
            }
        }
        for (JsonNode port : container.path("ports")) {
            if (port instanceof ObjectNode object) {
                object.putIfAbsent("protocol", object.stringNode("TCP"));
            }
        }
    }

    private static void completeProbe(ObjectNode probe) {
        probe.putIfAbsent("timeoutSeconds", probe.numberNode(1));
        probe.putIfAbsent("periodSeconds", probe.numberNode(10));
        probe.putIfAbsent("successThreshold", probe.numberNode(1));
        probe.putIfAbsent("failureThreshold", probe.numberNode(3));
        if (probe.path("httpGet") instanceof ObjectNode get) {
            get.putIfAbsent("scheme", get.stringNode("HTTP"));
        }
    }

    private static String qualityOfService(JsonNode spec) {
        boolean guaranteed = true;
        boolean any = false;
        for (JsonNode container : spec.path("containers")) {
            JsonNode limits = container.path("resources").path("limits");
            JsonNode requests = container.path("resources").path("requests");
            any |= !limits.isEmpty() || !requests.isEmpty();
            guaranteed &= limits.has("cpu") && limits.has("memory") && (requests.isEmpty() || requests.equals(limits));
        }
        return guaranteed ? "Guaranteed" : any ? "Burstable" : "BestEffort";
    }

    /** The part of a pod's specification that no update may change; the scheduler may set the node once. */
    private static JsonNode fixed(ObjectNode pod) {
        ObjectNode spec = pod.withObjectProperty("spec").deepCopy();
        spec.remove(List.of("activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName"));
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(list)) {
                if (container instanceof ObjectNode object) {
                    object.remove("image");
                }
            }
        }
        return spec;
    }
}
