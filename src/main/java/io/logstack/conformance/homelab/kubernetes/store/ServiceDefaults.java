package io.logstack.conformance.homelab.kubernetes.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a Service gets when it says nothing, its cluster IP among it, and what it must say. */
final class ServiceDefaults {
    private final AtomicInteger addresses = new AtomicInteger();

    void complete(ObjectNode service) {
        ObjectNode spec = service.withObjectProperty("spec");
        spec.putIfAbsent("type", spec.stringNode("ClusterIP"));
        spec.putIfAbsent("sessionAffinity", spec.stringNode("None"));
        if (!spec.path("type").asString("").equals("ExternalName") && !spec.has("clusterIP")) {
            int next = addresses.incrementAndGet();
            spec.put("clusterIP", "10.43." + (next / 250) + "." + (next % 250 + 1));
        }
        if (spec.has("clusterIP")) {
            spec.putArray("clusterIPs").add(spec.path("clusterIP").asString(""));
        }
        for (JsonNode port : spec.path("ports")) {
            if (port instanceof ObjectNode object) {
                object.putIfAbsent("protocol", object.stringNode("TCP"));
                object.putIfAbsent("targetPort", object.path("port"));
            }
        }
        service.withObjectProperty("status").withObjectProperty("loadBalancer");
    }

    void check(ObjectNode service, List<ApiException.Cause> wrong) {
        JsonNode spec = service.path("spec");
        boolean headless = spec.path("clusterIP").asString("").equals("None");
        if (spec.path("ports").isEmpty() && !headless) {
            wrong.add(Admission.required("spec.ports", "a Service has a port"));
        }
        int index = 0;
        for (JsonNode port : spec.path("ports")) {
            int number = port.path("port").asInt(0);
            if (number < 1 || number > 65_535) {
                wrong.add(Admission.invalid(
                        "spec.ports[" + index + "].port",
                        port.path("port").toString(),
                        "must be between 1 and 65535, inclusive"));
            }
            index++;
        }
    }
}
