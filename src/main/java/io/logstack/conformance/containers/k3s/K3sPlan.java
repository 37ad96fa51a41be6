package io.logstack.conformance.containers.k3s;

import io.logstack.conformance.containers.manifests.Images;
import java.util.Map;
import java.util.Optional;

/**
 * All that a cluster is started from, beside the fixtures.
 *
 * @param k3s image of the nodes
 * @param minio image of the object store
 * @param nodes how many, the serving one included
 * @param registry where k3s takes what it runs itself from, instead of Docker Hub
 * @param images of what runs in pods
 * @param store what the object store is made with
 * @param lokiConfig replaces the fixtures' configuration of Loki
 * @param alloyConfig replaces the fixtures' configuration of Alloy
 * @param rules replace the fixtures' rules, content by file name
 */
public record K3sPlan(
        String k3s,
        String minio,
        int nodes,
        Optional<String> registry,
        Images images,
        Store store,
        Optional<String> lokiConfig,
        Optional<String> alloyConfig,
        Map<String, String> rules) {
    public K3sPlan {
        rules = Map.copyOf(rules);
    }

    /** The bucket that is made, and whose it is. */
    public record Store(String bucket, String region, String accessKey, String secretKey) {
        /** Without the keys: this must not reach a log. */
        @Override
        public String toString() {
            return "bucket " + bucket;
        }
    }
}
