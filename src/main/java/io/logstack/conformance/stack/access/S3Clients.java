package io.logstack.conformance.stack.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HttpsURLConnection;
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
    private final Outbound outbound;
    private final Map<Login, S3Client> clients = new ConcurrentHashMap<>();
    private final Patience patience;

    /** @param outbound to the profile's URL */
    S3Clients(Duration deadline, String region, Outbound outbound) {
        this.outbound = outbound;
        this.deadline = deadline;
        this.patience = new Patience(deadline);
        this.region = region;
    }

    /** @param byUrl whether the endpoint is the profile's URL, and not on this machine */
    S3Client of(URI endpoint, boolean byUrl, String accessKey, String secretKey) {
        return clients.computeIfAbsent(new Login(endpoint, byUrl, accessKey, secretKey, patience.now()), this::open);
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
                        UrlConnectionHttpClient.create(
                                uri -> connection(uri, login.byUrl ? outbound : Outbound.DIRECT)),
                        BODY_CAP))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(login.patience)
                        .apiCallAttemptTimeout(login.patience)
                        .retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private HttpURLConnection connection(URI uri, Outbound way) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) uri.toURL().openConnection(way.javaProxyTo(uri.getHost()));
            int milliseconds = Math.toIntExact(deadline.toMillis());
            connection.setConnectTimeout(milliseconds);
            connection.setReadTimeout(milliseconds);
            if (connection instanceof HttpsURLConnection https) {
                way.tls().ifPresent(tls -> https.setSSLSocketFactory(tls.getSocketFactory()));
            }
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Login(URI endpoint, boolean byUrl, String accessKey, String secretKey, Duration patience) {
        /** Without the keys: this must not reach a log. */
        @Override
        public String toString() {
            return endpoint.toString();
        }
    }
}
