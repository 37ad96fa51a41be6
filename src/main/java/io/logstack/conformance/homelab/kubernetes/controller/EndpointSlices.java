package io.logstack.conformance.homelab.kubernetes.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.logstack.conformance.homelab.kubernetes.store.LabelSelector;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.Store;
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
        view.list(ResourceKinds.SERVICE, Service.class).stream()
                .filter(service -> !service.getSpec().getSelector().isEmpty())
                .forEach(this::reconcile);
    }

    private void reconcile(Service service) {
        LabelSelector selector =
                LabelSelector.ofLabels(Store.value(service.getSpec().getSelector()));
        List<Pod> pods = view.pods().stream()
                .filter(pod -> pod.getMetadata()
                        .getNamespace()
                        .equals(service.getMetadata().getNamespace()))
                .filter(pod -> !ClusterView.isFinished(pod) && pod.getStatus().getPodIP() != null)
                .filter(pod -> selector.matchesLabels(labels(pod)))
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

    private Optional<ObjectNode> slice(Service service) {
        return objects.snapshot(ResourceKinds.ENDPOINT_SLICE).objects().stream()
                .filter(slice -> ObjectKey.of(slice)
                        .namespace()
                        .equals(service.getMetadata().getNamespace()))
                .filter(slice -> slice.path("metadata")
                        .path("labels")
                        .path(SERVICE_NAME)
                        .asString("")
                        .equals(service.getMetadata().getName()))
                .findFirst();
    }

    private static ObjectNode empty(Service service, ArrayNode endpoints, ArrayNode ports) {
        ObjectNode slice = JsonNodeFactory.instance.objectNode();
        slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
        ObjectNode metadata = slice.putObject("metadata")
                .put("generateName", service.getMetadata().getName() + "-")
                .put("namespace", service.getMetadata().getNamespace());
        metadata.putObject("labels")
                .put(SERVICE_NAME, service.getMetadata().getName())
                .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        metadata.putArray("ownerReferences").add(Store.node(ClusterView.controllerReference(service)));
        slice.put("addressType", "IPv4");
        slice.set("endpoints", endpoints);
        slice.set("ports", ports);
        return slice;
    }

    private static ObjectNode endpoint(Service service, Pod pod) {
        boolean terminating = ClusterView.isTerminating(pod);
        boolean serving = ClusterView.isReady(pod);
        boolean published = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
        endpoint.putArray("addresses").add(pod.getStatus().getPodIP());
        endpoint.putObject("conditions")
                .put("ready", published || (serving && !terminating))
                .put("serving", serving)
                .put("terminating", terminating);
        endpoint.put("nodeName", pod.getSpec().getNodeName());
        endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("name", pod.getMetadata().getName())
                .put("namespace", pod.getMetadata().getNamespace())
                .put("uid", pod.getMetadata().getUid());
        return endpoint;
    }

    private static ArrayNode ports(Service service, List<Pod> pods) {
        ArrayNode ports = JsonNodeFactory.instance.arrayNode();
        for (JsonNode port : Store.value(service.getSpec().getPorts())) {
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

    private static Optional<Integer> named(List<Pod> pods, String name) {
        return pods.stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> name.equals(port.getName()))
                .map(port -> port.getContainerPort())
                .findFirst();
    }

    private static ObjectNode labels(Pod pod) {
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        pod.getMetadata().getLabels().forEach(labels::put);
        return labels;
    }
}
