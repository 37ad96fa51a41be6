package io.logstack.conformance.homelab.loki;

import java.net.URI;

/** Where Loki keeps its chunks, and as whom. */
public record S3Access(URI endpoint, String region, String bucket, String accessKey, String secretKey) {
    @Override
    public String toString() {
        return "S3Access[endpoint=" + endpoint + ", bucket=" + bucket + ", accessKey=" + accessKey + ", secretKey=***]";
    }
}
