package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.kubernetes.store.Suffix;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        handle.pod()
                .getSpec()
                .getContainers()
                .forEach(container -> containers.put(container.getName(), new ContainerLife(startedAt)));
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
        Pod pod = handle.pod();
        ArrayNode statuses = JsonNodeFactory.instance.arrayNode();
        boolean ready = true;
        boolean running = false;
        boolean failed = false;
        for (Container container : pod.getSpec().getContainers()) {
            ContainerLife life = container(container.getName());
            ObjectNode status = life.status(
                    container.getName(),
                    container.getImage(),
                    Suffix.hash(pod.getMetadata().getUid() + container.getName() + life.restarts()),
                    probes.ready(pod, container.getName()));
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

    private void initialized(Pod pod, ObjectNode status) {
        if (pod.getSpec().getInitContainers().isEmpty()) {
            return;
        }
        ArrayNode list = status.putArray("initContainerStatuses");
        for (Container container : pod.getSpec().getInitContainers()) {
            ContainerLife life = new ContainerLife(startedAt);
            life.end(0, startedAt);
            String id = Suffix.hash(pod.getMetadata().getUid() + container.getName());
            list.add(life.status(container.getName(), container.getImage(), id, false)
                    .put("ready", true));
        }
    }
}
