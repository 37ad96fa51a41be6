package io.logstack.conformance.stack.access;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** One S3 client per pair of credentials, shared by all views of one stack. */
final class S3Clients implements AutoCloseable {
    /** A page of a thousand of the longest keys is smaller. The SDK holds many times of it in memory. */
    static final int BODY_CAP = 4 << 20;

    private final Duration deadline;
    private final String region;
    private final Map<Login, S3Client> clients = new ConcurrentHashMap<>();
    private final Patience patience;

    S3Clients(Duration deadline, String region) {
        this.deadline = deadline;
        this.patience = new Patience(deadline);
        this.region = region;
    }

    S3Client of(URI endpoint, String accessKey, String secretKey) {
        return clients.computeIfAbsent(new Login(endpoint, accessKey, secretKey, patience.now()), this::open);
    }

    /** A call has ended, with an answer or without: from now on a call's time is the store's. */
    void started() {
        patience.started();
    }

    @Override
    public void close() {
        clients.values().forEach(S3Client::close);
        clients.clear();
    }

    private S3Client open(Login login) {
        return S3Client.builder()
                .endpointOverride(login.endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(login.accessKey, login.secretKey)))
                .forcePathStyle(true)
                // RGW and S3Proxy know nothing of the checksum trailers that the SDK adds by default.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(configuration -> configuration.chunkedEncodingEnabled(false))
                .httpClient(new CappedHttpClient(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(deadline)
                                .socketTimeout(deadline)
                                .build(),
                        BODY_CAP))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(login.patience)
                        .apiCallAttemptTimeout(login.patience)
                        .retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private record Login(URI endpoint, String accessKey, String secretKey, Duration patience) {
        /** Without the keys: this must not reach a log. */
        @Override
        public String toString() {
            return endpoint.toString();
        }
    }
}
