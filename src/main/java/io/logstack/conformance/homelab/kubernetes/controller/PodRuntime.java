package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.Suffix;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A pod on its node: its address and its containers. Used on the controllers' thread only. */
final class PodRuntime {
    private final RunningPod handle;
    private final String address;
    private final String nodeAddress;
    private final Instant startedAt;
    private final Map<String, ContainerLife> containers = new LinkedHashMap<>();

    PodRuntime(RunningPod handle, String address, String nodeAddress, Instant startedAt) {
        this.handle = handle;
        this.address = address;
        this.nodeAddress = nodeAddress;
        this.startedAt = startedAt;
        handle.containers().forEach(container -> containers.put(container, new ContainerLife(startedAt)));
    }

    RunningPod handle() {
        return handle;
    }

    List<String> containerNames() {
        return List.copyOf(containers.keySet());
    }

    /** A container; throws {@link IllegalArgumentException} when the pod has none of this name. */
    ContainerLife container(String name) {
        ContainerLife life = containers.get(name);
        if (life == null) {
            throw new IllegalArgumentException(
                    "pod " + handle.name() + " has no container " + name + " but " + containers.keySet());
        }
        return life;
    }

    /** The pod's status as its kubelet reports it. */
    ObjectNode status(ObjectNode present, ReadinessProbes probes, Instant now) {
        ObjectNode pod = handle.object();
        ArrayNode statuses = JsonNodeFactory.instance.arrayNode();
        boolean ready = true;
        boolean running = false;
        boolean failed = false;
        for (JsonNode container : pod.path("spec").path("containers")) {
            String name = container.path("name").asString("");
            ContainerLife life = container(name);
            ObjectNode status = life.status(
                    name,
                    container.path("image").asString(""),
                    Suffix.hash(handle.uid() + name + life.restarts()),
                    probes.ready(pod, name));
            ready &= status.path("ready").asBoolean(false);
            running |= !status.path("state").has("terminated");
            failed |= status.path("state").path("terminated").path("exitCode").asInt(0) != 0;
            statuses.add(status);
        }
        ObjectNode result = present.deepCopy();
        result.put("phase", running ? "Running" : failed ? "Failed" : "Succeeded");
        result.put("hostIP", nodeAddress).put("podIP", address).put("startTime", startedAt.toString());
        result.putArray("hostIPs").addObject().put("ip", nodeAddress);
        result.putArray("podIPs").addObject().put("ip", address);
        Conditions conditions = new Conditions(present.path("conditions"), now);
        String reason = ready ? "" : running ? "ContainersNotReady" : "PodCompleted";
        conditions.set("PodReadyToStartContainers", true, "");
        conditions.set("Initialized", true, "");
        conditions.set("Ready", ready, reason);
        conditions.set("ContainersReady", ready, reason);
        result.set("conditions", conditions.toJson());
        result.set("containerStatuses", statuses);
        initialized(pod, result);
        return result;
    }

    private void initialized(ObjectNode pod, ObjectNode status) {
        if (pod.path("spec").path("initContainers").isEmpty()) {
            return;
        }
        ArrayNode list = status.putArray("initContainerStatuses");
        for (JsonNode container : pod.path("spec").path("initContainers")) {
            String name = container.path("name").asString("");
            ContainerLife life = new ContainerLife(startedAt);
            life.end(0, startedAt);
            String id = Suffix.hash(handle.uid() + name);
            list.add(life.status(name, container.path("image").asString(""), id, false)
                    .put("ready", true));
        }
    }
}
