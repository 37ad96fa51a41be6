package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.kubernetes.store.LabelSelector;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The EndpointSlice of every Service with a selector: its pods' addresses, and whether each is ready. */
final class EndpointSlices implements Controller {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final ClusterView view;
    private final VersionedObjects objects;

    EndpointSlices(ClusterView view) {
        this.view = view;
        this.objects = view.objects();
    }

    @Override
    public void reconcile() {
        view.list(ResourceKinds.SERVICE).stream()
                .filter(service -> !service.path("spec").path("selector").isEmpty())
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode service) {
        LabelSelector selector = LabelSelector.ofLabels(service.path("spec").path("selector"));
        List<ObjectNode> pods = view.pods().stream()
                .filter(pod -> ObjectFields.namespace(pod).equals(ObjectFields.namespace(service)))
                .filter(pod ->
                        !ObjectFields.isFinished(pod) && pod.path("status").has("podIP"))
                .filter(pod -> selector.matches(pod))
                .toList();
        ArrayNode endpoints = JsonNodeFactory.instance.arrayNode();
        pods.forEach(pod -> endpoints.add(endpoint(service, pod)));
        ArrayNode ports = ports(service, pods);
        Optional<ObjectNode> present = slice(service);
        if (present.isEmpty()) {
            objects.create(ResourceKinds.ENDPOINT_SLICE, empty(service, endpoints, ports), Persistence.KEEP);
        } else {
            objects.update(ResourceKinds.ENDPOINT_SLICE, ObjectKey.of(present.get()), Persistence.KEEP, slice -> {
                slice.set("endpoints", endpoints);
                slice.set("ports", ports);
                return slice;
            });
        }
    }

    private Optional<ObjectNode> slice(ObjectNode service) {
        return objects.snapshot(ResourceKinds.ENDPOINT_SLICE).objects().stream()
                .filter(slice -> ObjectFields.namespace(slice).equals(ObjectFields.namespace(service)))
                .filter(slice -> ObjectFields.label(slice, SERVICE_NAME).equals(ObjectFields.name(service)))
                .findFirst();
    }

    private static ObjectNode empty(ObjectNode service, ArrayNode endpoints, ArrayNode ports) {
        ObjectNode slice = JsonNodeFactory.instance.objectNode();
        slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
        ObjectNode metadata = slice.putObject("metadata")
                .put("generateName", ObjectFields.name(service) + "-")
                .put("namespace", ObjectFields.namespace(service));
        metadata.putObject("labels")
                .put(SERVICE_NAME, ObjectFields.name(service))
                .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        metadata.putArray("ownerReferences").add(ObjectFields.controllerReference(service));
        slice.put("addressType", "IPv4");
        slice.set("endpoints", endpoints);
        slice.set("ports", ports);
        return slice;
    }

    private static ObjectNode endpoint(ObjectNode service, JsonNode pod) {
        boolean terminating = ObjectFields.isTerminating(pod);
        boolean serving = ObjectFields.isReady(pod);
        boolean published =
                service.path("spec").path("publishNotReadyAddresses").asBoolean(false);
        ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
        endpoint.putArray("addresses").add(pod.path("status").path("podIP"));
        endpoint.putObject("conditions")
                .put("ready", published || (serving && !terminating))
                .put("serving", serving)
                .put("terminating", terminating);
        endpoint.put("nodeName", ObjectFields.node(pod));
        endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("name", ObjectFields.name(pod))
                .put("namespace", ObjectFields.namespace(pod))
                .put("uid", ObjectFields.uid(pod));
        return endpoint;
    }

    private static ArrayNode ports(ObjectNode service, List<ObjectNode> pods) {
        ArrayNode ports = JsonNodeFactory.instance.arrayNode();
        for (JsonNode port : service.path("spec").path("ports")) {
            JsonNode target = port.path("targetPort");
            Optional<Integer> number =
                    target.isNumber() ? Optional.of(target.asInt()) : named(pods, target.asString(""));
            number.ifPresent(found -> ports.addObject()
                    .put("name", port.path("name").asString(""))
                    .put("port", found)
                    .put("protocol", port.path("protocol").asString("TCP")));
        }
        return ports;
    }

    private static Optional<Integer> named(List<ObjectNode> pods, String name) {
        return pods.stream()
                .flatMap(pod -> pod.path("spec").path("containers").valueStream())
                .flatMap(container -> container.path("ports").valueStream())
                .filter(port -> port.path("name").asString("").equals(name))
                .map(port -> port.path("containerPort").asInt())
                .findFirst();
    }
}
