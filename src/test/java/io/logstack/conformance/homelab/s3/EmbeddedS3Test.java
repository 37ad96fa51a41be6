package io.logstack.conformance.homelab.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class EmbeddedS3Test {
    private static final String BUCKET = "loki-chunks";

    private final Faults faults = new Faults();
    private final EmbeddedS3 s3 = EmbeddedS3.start(new S3Options(0, BUCKET, "AKHOMELAB", "secret-of-the-test", faults));

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void objectsArePutReadListedInKeyOrderAndDeleted() {
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            List<String> keys = List.of("fake/2a/18f0:18f1:9", "fake/1c/18f0:18f1:7", "index/index_20000/a.tsdb.gz");
            keys.forEach(key -> client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("of " + key)));

            assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key(keys.get(0)))
                            .asUtf8String())
                    .isEqualTo("of fake/2a/18f0:18f1:9");
            assertThat(client.listObjectsV2(r -> r.bucket(BUCKET).prefix("fake/"))
                            .contents())
                    .extracting(S3Object::key)
                    .containsExactly("fake/1c/18f0:18f1:7", "fake/2a/18f0:18f1:9");

            client.deleteObject(r -> r.bucket(BUCKET).key(keys.get(0)));
            assertRefused(
                    404,
                    "NoSuchKey",
                    () -> client.getObjectAsBytes(r -> r.bucket(BUCKET).key(keys.get(0))));
        }
    }

    @Test
    void itsOutageEndsWithAllThatItHeld() {
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            client.putObject(r -> r.bucket(BUCKET).key("fake/1"), RequestBody.fromString("x"));
            s3.outage().begin();
            assertThatThrownBy(() -> client.listObjectsV2(r -> r.bucket(BUCKET)))
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("refused");
            s3.outage().end();
            s3.outage().end();
            assertThat(client.listObjectsV2(r -> r.bucket(BUCKET)).contents())
                    .extracting(S3Object::key)
                    .containsExactly("fake/1");
        }
    }

    @Test
    void aListIsPaged() {
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            IntStream.range(0, 7)
                    .forEach(
                            i -> client.putObject(r -> r.bucket(BUCKET).key("fake/" + i), RequestBody.fromString("x")));
            assertThat(client.listObjectsV2(r -> r.bucket(BUCKET).maxKeys(3)).isTruncated())
                    .isTrue();
            assertThat(client.listObjectsV2Paginator(r -> r.bucket(BUCKET).maxKeys(3)).contents().stream())
                    .hasSize(7);
        }
    }

    @Test
    void refusalsAreThoseOfRgw() throws Exception {
        try (S3Client unknown = client("AKSTRANGER", "whatever");
                S3Client wrong = client("AKHOMELAB", "not-the-secret");
                S3Client known = client("AKHOMELAB", "secret-of-the-test")) {
            assertRefused(403, "InvalidAccessKeyId", () -> unknown.listObjectsV2(r -> r.bucket(BUCKET)));
            assertRefused(403, "SignatureDoesNotMatch", () -> wrong.listObjectsV2(r -> r.bucket(BUCKET)));
            assertRefused(404, "NoSuchBucket", () -> known.listObjectsV2(r -> r.bucket("no-such-bucket")));
        }
        HttpResponse<String> anonymous = anonymousList();
        assertThat(anonymous.statusCode()).isEqualTo(403);
        assertThat(anonymous.body()).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void withItsPortClosedConnectionsAreRefusedAndNothingIsLost() {
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            client.putObject(r -> r.bucket(BUCKET).key("kept"), RequestBody.fromString("kept"));
            faults.set(Fault.S3_DOWN, true);
            assertThatThrownBy(() -> {
                        try (Socket socket = new Socket(
                                InetAddress.getLoopbackAddress(), s3.uri().getPort())) {
                            assertThat(socket.isConnected()).isFalse();
                        }
                    })
                    .isInstanceOf(ConnectException.class);
            faults.set(Fault.S3_DOWN, false);
            assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key("kept"))
                            .asUtf8String())
                    .isEqualTo("kept");
        }
    }

    @Test
    void aForgottenKeyIsUnknown() {
        faults.set(Fault.S3_BAD_CREDENTIALS, true);
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            assertRefused(403, "InvalidAccessKeyId", () -> client.listObjectsV2(r -> r.bucket(BUCKET)));
        }
    }

    @Test
    void aMissingBucketComesBackWithItsObjects() {
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            client.putObject(r -> r.bucket(BUCKET).key("kept"), RequestBody.fromString("kept"));
            faults.set(Fault.BUCKET_MISSING, true);
            assertRefused(404, "NoSuchBucket", () -> client.listObjectsV2(r -> r.bucket(BUCKET)));
            assertRefused(
                    404,
                    "NoSuchBucket",
                    () -> client.putObject(r -> r.bucket(BUCKET).key("lost"), RequestBody.fromString("x")));
            faults.set(Fault.BUCKET_MISSING, false);
            assertThat(client.listObjectsV2(r -> r.bucket(BUCKET)).contents())
                    .extracting(S3Object::key)
                    .containsExactly("kept");
        }
    }

    @Test
    void aPublicBucketIsListedWithoutCredentials() throws Exception {
        faults.set(Fault.BUCKET_PUBLIC, true);
        HttpResponse<String> anonymous = anonymousList();
        assertThat(anonymous.statusCode()).isEqualTo(200);
        assertThat(anonymous.body()).contains("ListBucketResult");
        faults.set(Fault.BUCKET_PUBLIC, false);
        assertThat(anonymousList().statusCode()).isEqualTo(403);
    }

    @Test
    void aHeadOfTheBucketTellsItsAccountingWhenAsked() {
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test");
                S3Client wrong = client("AKHOMELAB", "not-the-secret")) {
            client.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.fromString("four"));
            client.putObject(r -> r.bucket(BUCKET).key("b/c"), RequestBody.fromString("seven.."));

            assertThat(head(client, "true")).containsExactly("2", "11");
            assertThat(head(client, "false")).containsExactly("", "");
            assertThatThrownBy(() -> head(wrong, "true"))
                    .asInstanceOf(type(S3Exception.class))
                    .extracting(refused ->
                            refused.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("X-RGW-Object-Count"))
                    .isEqualTo(Optional.empty());
        }
    }

    @Test
    void aBucketWithAnAgeHoldsWhatLokiWroteFirst() {
        S3Options old = new S3Options(0, BUCKET, "AKHOMELAB", "secret-of-the-test", faults, Duration.ofDays(15));
        try (EmbeddedS3 aged = EmbeddedS3.start(old);
                S3Client client = client(aged.uri(), "AKHOMELAB", "secret-of-the-test")) {
            assertThat(client.listObjectsV2(r -> r.bucket(BUCKET)).contents())
                    .singleElement()
                    .satisfies(object -> {
                        assertThat(object.key()).isEqualTo("loki_cluster_seed.json");
                        assertThat(object.lastModified())
                                .isCloseTo(Instant.now().minus(Duration.ofDays(15)), within(1, ChronoUnit.MINUTES));
                    });
        }
    }

    @Test
    void dumpsAreAsLongAsTheyAreSaidToBe() throws IOException {
        faults.set(Fault.STORAGE_GROWTH, true);
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            List<S3Object> dumps = client.listObjectsV2(r -> r.bucket(BUCKET)).contents();
            assertThat(dumps)
                    .hasSize(12)
                    .allSatisfy(dump -> assertThat(dump.size()).isEqualTo(2L << 30));
            assertThat(head(client, "true")).containsExactly("12", Long.toString(24L << 30));
            assertThat(client.headObject(r -> r.bucket(BUCKET).key(dumps.get(0).key()))
                            .contentLength())
                    .isEqualTo(2L << 30);
            try (var content =
                    client.getObject(r -> r.bucket(BUCKET).key(dumps.get(0).key()))) {
                assertThat(content.response().contentLength()).isEqualTo(2L << 30);
                assertThat(content.readNBytes(1 << 20)).containsOnly(0);
                content.abort();
            }
            faults.set(Fault.STORAGE_GROWTH, false);
            assertThat(client.listObjectsV2(r -> r.bucket(BUCKET)).contents()).isEmpty();
        }
    }

    @Test
    void lostIndexEntriesKeepChunksOutOfListsOnly() {
        try (S3Client client = client("AKHOMELAB", "secret-of-the-test")) {
            List<String> keys =
                    IntStream.range(0, 20).mapToObj(i -> "fake/" + i).toList();
            keys.forEach(key -> client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("x")));
            client.putObject(r -> r.bucket(BUCKET).key("index/a"), RequestBody.fromString("x"));
            faults.set(Fault.INVENTORY_MISMATCH, true);

            assertThat(client.listObjectsV2Paginator(r -> r.bucket(BUCKET).maxKeys(3)).contents().stream()
                            .map(S3Object::key))
                    .contains("index/a")
                    .hasSizeBetween(2, 20);
            assertThat(head(client, "true")).containsExactly("21", "21");
            assertThat(keys)
                    .allSatisfy(key -> assertThat(client.getObjectAsBytes(
                                            r -> r.bucket(BUCKET).key(key))
                                    .asUtf8String())
                            .isEqualTo("x"));
        }
    }

    /** Objects and bytes, empty where it does not tell. */
    private static List<String> head(S3Client client, String readStatistics) {
        SdkHttpResponse head = client.headBucket(r -> r.bucket(BUCKET)
                        .overrideConfiguration(with -> with.putRawQueryParameter("read-stats", readStatistics)))
                .sdkHttpResponse();
        return Stream.of("X-RGW-Object-Count", "X-RGW-Bytes-Used")
                .map(header -> head.firstMatchingHeader(header).orElse(""))
                .toList();
    }

    private HttpResponse<String> anonymousList() throws IOException, InterruptedException {
        URI list = URI.create(s3.uri() + "/" + BUCKET + "?list-type=2");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString());
    }

    private S3Client client(String accessKey, String secretKey) {
        return client(s3.uri(), accessKey, secretKey);
    }

    private static S3Client client(URI at, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(at)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                // A refusal may come before the end of a streamed body, which this client then takes for a broken line.
                .serviceConfiguration(c -> c.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    private static void assertRefused(
            int status, String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(S3Exception.class))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(status))
                .satisfies(refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
