package io.logstack.conformance.homelab.loki;

import java.net.URI;

/**
 * Where Loki keeps its chunks, and as whom.
 *
 * @param configured the endpoint as Loki's configuration has it, which the cluster's DNS leads to {@code endpoint}
 */
public record S3Access(
        URI endpoint, String configured, String region, String bucket, String accessKey, String secretKey) {
    /** Access under the address that the store has here. */
    public S3Access(URI endpoint, String region, String bucket, String accessKey, String secretKey) {
        this(endpoint, endpoint.toString(), region, bucket, accessKey, secretKey);
    }

    @Override
    public String toString() {
        return "S3Access[endpoint=" + endpoint + ", bucket=" + bucket + ", accessKey=" + accessKey + ", secretKey=***]";
    }
}
