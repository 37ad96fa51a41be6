package io.logstack.conformance.containers.light;

import io.logstack.conformance.stack.StackUnavailableException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** The buckets that Loki writes to, and the one that is judged. */
final class Buckets {
    private final URI endpoint;
    private final LightPlan plan;

    Buckets(URI endpoint, LightPlan plan) {
        this.endpoint = endpoint;
        this.plan = plan;
    }

    /** Makes those that are not there. */
    void create() {
        Set<String> buckets = new TreeSet<>(plan.config().buckets());
        buckets.add(plan.store().bucket());
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(plan.store().region()))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(plan.accessKey(), plan.secretKey())))
                .build()) {
            for (String bucket : buckets) {
                create(s3, bucket);
            }
        }
    }

    private void create(S3Client s3, String bucket) {
        try {
            s3.createBucket(request -> request.bucket(bucket));
        } catch (BucketAlreadyOwnedByYouException there) {
            // As it is to be.
        } catch (SdkException e) {
            throw new StackUnavailableException(
                    "the bucket " + bucket + " cannot be made at " + endpoint + ": " + e.getMessage(), e);
        }
    }
}
