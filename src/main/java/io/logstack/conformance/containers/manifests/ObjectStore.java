package io.logstack.conformance.containers.manifests;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the cluster finds its object store, and as whom it asks.
 *
 * @param address an IPv4 address that the cluster's nodes reach
 * @param port of its S3 API there
 */
public record ObjectStore(String address, int port, String accessKey, String secretKey) {
    private static final String NAMESPACE = "storage";
    private static final String SERVICE = "rook-ceph-rgw-storage";

    /** The way from the runbook's Service to the store; applied again when its address has changed. */
    Manifest endpoints() {
        ObjectNode slice = JsonNodeFactory.instance.objectNode();
        slice.put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
        slice.putObject("metadata")
                .put("name", SERVICE + "-minio")
                .put("namespace", NAMESPACE)
                .putObject("labels")
                .put("kubernetes.io/service-name", SERVICE)
                .put("endpointslice.kubernetes.io/managed-by", "logstack-conformance");
        slice.put("addressType", "IPv4");
        ObjectNode endpoint = slice.putArray("endpoints").addObject();
        endpoint.putArray("addresses").add(address);
        endpoint.putObject("conditions").put("ready", true).put("serving", true).put("terminating", false);
        slice.putArray("ports")
                .addObject()
                .put("name", "http")
                .put("port", port)
                .put("protocol", "TCP");
        return Manifest.of("the object store's address", slice);
    }

    /** Sets the credentials among the values of the Secret that Loki's environment is. */
    void credentials(ObjectNode values) {
        values.put("AWS_ACCESS_KEY_ID", accessKey).put("AWS_SECRET_ACCESS_KEY", secretKey);
    }

    /** Without the keys: this must not reach a log. */
    @Override
    public String toString() {
        return "object store at " + address + ":" + port;
    }
}
