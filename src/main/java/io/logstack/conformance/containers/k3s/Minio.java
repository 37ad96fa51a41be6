package io.logstack.conformance.containers.k3s;

import io.logstack.conformance.containers.docker.Publishing;
import io.logstack.conformance.containers.docker.StoreOutage;
import io.logstack.conformance.profile.ImageName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The object store's container, beside the cluster. */
final class Minio {
    /** Of its S3 API, within its network. */
    static final int PORT = 9000;

    private final MinIOContainer container;
    private final K3sPlan.Store store;

    /**
     * Starts nothing yet.
     *
     * @param patience until it answers
     */
    Minio(ImageName image, K3sPlan.Store store, Network network, Map<String, String> labels, Duration patience) {
        this.store = store;
        container = new MinIOContainer(DockerImageName.parse(image.toString()).asCompatibleSubstituteFor("minio/minio"))
                .withUserName(store.accessKey())
                .withPassword(store.secretKey())
                .withNetwork(network)
                .waitingFor(Wait.forHttp(StoreOutage.LIVE).forPort(PORT).withStartupTimeout(patience));
        Publishing.of(container, PORT, labels);
    }

    /** Starts it, with a bucket. */
    void start() {
        container.start();
        try (S3Client client = S3Client.builder()
                .endpointOverride(uri())
                .region(Region.of(store.region()))
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(store.accessKey(), store.secretKey())))
                .build()) {
            client.createBucket(request -> request.bucket(store.bucket()));
        }
    }

    /** Where this process reaches it. */
    URI uri() {
        return URI.create("http://" + Publishing.host() + ":" + container.getMappedPort(PORT));
    }

    /** Of its container, once there is one. */
    Optional<String> id() {
        return Optional.ofNullable(container.getContainerId());
    }
}
