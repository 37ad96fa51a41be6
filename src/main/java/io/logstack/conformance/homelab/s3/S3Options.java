package io.logstack.conformance.homelab.s3;

import io.logstack.conformance.homelab.Faults;
import java.time.Duration;

/**
 * What the object store runs with.
 *
 * @param port a port, or 0 for a free one
 * @param bucket its only bucket
 * @param accessKey the key that it knows
 * @param secretKey what requests of that key are signed with
 * @param age how long ago Loki began to write to the bucket; zero for a bucket that it has not written to
 */
public record S3Options(int port, String bucket, String accessKey, String secretKey, Faults faults, Duration age) {
    /** With a new, empty bucket. */
    public S3Options(int port, String bucket, String accessKey, String secretKey, Faults faults) {
        this(port, bucket, accessKey, secretKey, faults, Duration.ZERO);
    }

    @Override
    public String toString() {
        return "S3Options[port=" + port + ", bucket=" + bucket + ", accessKey=" + accessKey + ", secretKey=***]";
    }
}
