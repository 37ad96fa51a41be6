package io.logstack.conformance.containers.docker;

import io.logstack.conformance.stack.StackUnavailableException;
import java.net.URI;
import java.util.Collection;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Makes buckets at an object store. */
public final class Buckets {
    private final URI endpoint;
    private final String region;
    private final String accessKey;
    private final String secretKey;

    public Buckets(URI endpoint, String region, String accessKey, String secretKey) {
        this.endpoint = endpoint;
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * Makes those that are not there.
     *
     * @throws StackUnavailableException when one cannot be made
     */
    public void create(Collection<String> buckets) {
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
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
