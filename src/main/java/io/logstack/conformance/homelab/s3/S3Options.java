package io.logstack.conformance.homelab.s3;

import io.logstack.conformance.homelab.Faults;

/**
 * What the object store runs with.
 *
 * @param port a port, or 0 for a free one
 * @param bucket its only bucket
 * @param accessKey the key that it knows
 * @param secretKey what requests of that key are signed with
 */
public record S3Options(int port, String bucket, String accessKey, String secretKey, Faults faults) {
    @Override
    public String toString() {
        return "S3Options[port=" + port + ", bucket=" + bucket + ", accessKey=" + accessKey + ", secretKey=***]";
    }
}
