package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the pod's port that a proxied request goes to, as the API server does and in its words. */
final class Backends {
    private final VersionedObjects objects;

    Backends(VersionedObjects objects) {
        this.objects = objects;
    }

    /**
     * A pod's port.
     *
     * @param ip of the pod, for messages
     */
    record Backend(String namespace, String pod, String ip, int port) {}

    /**
     * Where a request to {@code proxy} goes.
     *
     * @throws ApiException 404 when there is no such Service or pod, 503 when the Service has no such port or no ready
     *     endpoint, 400 when the name cannot be read
     */
    Backend of(ResourcePath path) {
        boolean service = path.kind().equals(ResourceKinds.SERVICE);
        Id id = Id.parse(path.name(), service ? "service" : "pod");
        return service ? ofService(path.namespace(), id) : ofPod(path.namespace(), id);
    }

    private Backend ofService(String namespace, Id id) {
        ObjectNode service = objects.get(ResourceKinds.SERVICE, new ObjectKey(namespace, id.name()));
        String port = portName(service, id);
        List<Backend> ready = new ArrayList<>();
        for (ObjectNode slice : objects.snapshot(ResourceKinds.ENDPOINT_SLICE).objects()) {
            JsonNode metadata = slice.path("metadata");
            boolean belongs = metadata.path("namespace").asString("").equals(namespace)
                    && metadata.path("labels")
                            .path("kubernetes.io/service-name")
                            .asString("")
                            .equals(id.name());
            if (belongs) {
                addReady(namespace, slice, port, ready);
            }
        }
        if (ready.isEmpty()) {
            throw unavailable("no endpoints available for service \"" + id.name() + "\"");
        }
        return ready.get(ThreadLocalRandom.current().nextInt(ready.size()));
    }

    private static void addReady(String namespace, JsonNode slice, String portName, List<Backend> into) {
        for (JsonNode port : slice.path("ports")) {
            if (!port.path("name").asString("").equals(portName)) {
                continue;
            }
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                    into.add(new Backend(
                            namespace,
                            endpoint.path("targetRef").path("name").asString(""),
                            endpoint.path("addresses").path(0).asString(""),
                            port.path("port").asInt(0)));
                }
            }
        }
    }

    /** Endpoints know their ports by name. */
    private static String portName(ObjectNode service, Id id) {
        if (!id.port().matches("\\d{1,9}")) {
            return id.port();
        }
        int number = Integer.parseInt(id.port());
        for (JsonNode port : service.path("spec").path("ports")) {
            if (port.path("port").asInt(0) == number) {
                return port.path("name").asString("");
            }
        }
        throw unavailable("no service port " + number + " found for service \"" + id.name() + "\"");
    }

    private Backend ofPod(String namespace, Id id) {
        ObjectNode pod = objects.get(ResourceKinds.POD, new ObjectKey(namespace, id.name()));
        String ip = pod.path("status").path("podIP").asString("");
        if (ip.isEmpty()) {
            throw ApiException.badRequest("address not allowed");
        }
        return new Backend(namespace, id.name(), ip, id.port().isEmpty() ? firstPort(pod) : number(id.port()));
    }

    private static int number(String port) {
        return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    }

    private static int firstPort(ObjectNode pod) {
        for (JsonNode container : pod.path("spec").path("containers")) {
            for (JsonNode port : container.path("ports")) {
                return port.path("containerPort").asInt(0);
            }
        }
        return 80;
    }

    static ApiException unavailable(String message) {
        return new ApiException(503, "ServiceUnavailable", message);
    }

    /**
     * {@code name}, {@code name:port} or {@code scheme:name:port}.
     *
     * @param port a number, a name, or empty
     */
    private record Id(String name, String port) {
        static Id parse(String id, String kind) {
            String[] parts = id.split(":", -1);
            boolean secure = parts.length == 3 && parts[0].equals("https");
            if (secure) {
                throw new ApiException(501, "NotImplemented", "no part of the homelab speaks TLS: " + id);
            }
            boolean scheme = parts.length == 3 && (parts[0].equals("http") || parts[0].isEmpty());
            String name = scheme ? parts[1] : parts[0];
            if (name.isEmpty() || parts.length > 3 || (parts.length == 3 && !scheme)) {
                throw ApiException.badRequest("invalid " + kind + " request \"" + id + "\"");
            }
            return new Id(name, parts.length == 1 ? "" : parts[parts.length - 1]);
        }
    }
}
