package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.logstack.conformance.containers.docker.Publishing;
import io.logstack.conformance.profile.ImageName;
import io.logstack.conformance.stack.Outage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The object store, in a container beside the cluster. Its port on this machine outlives its outages; its data does too. */
final class Minio implements AutoCloseable {
    /** Of its S3 API, within its network. */
    static final int PORT = 9000;

    private static final int STOPS_AT_ONCE = 0;
    private static final Duration POLL = Duration.ofMillis(200);

    private final DockerClient docker;
    private final MinIOContainer container;
    private final Network network;
    private final K3sPlan.Store store;
    private final Duration patience;

    /**
     * Starts nothing yet.
     *
     * @param image as Docker is asked for it
     * @param patience until it answers after a start
     */
    Minio(DockerClient docker, ImageName image, K3sPlan.Store store, Network network, Duration patience) {
        this.docker = docker;
        this.network = network;
        this.store = store;
        this.patience = patience;
        container = new MinIOContainer(DockerImageName.parse(image.toString()).asCompatibleSubstituteFor("minio/minio"))
                .withUserName(store.accessKey())
                .withPassword(store.secretKey())
                .withNetwork(network)
                .withNetworkAliases("minio")
                .waitingFor(Wait.forHttp("/minio/health/live").forPort(PORT).withStartupTimeout(patience));
        Publishing.of(container, PORT, Map.of());
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
        return URI.create(container.getS3URL());
    }

    /** Where its network reaches it; another one, perhaps, after an outage. */
    String address() {
        Map<String, ContainerNetwork> networks = docker.inspectContainerCmd(container.getContainerId())
                .exec()
                .getNetworkSettings()
                .getNetworks();
        return networks.values().stream()
                .filter(joined -> Objects.equals(joined.getNetworkID(), network.getId()))
                .map(ContainerNetwork::getIpAddress)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the object store has left its network"));
    }

    /** Of its container, once there is one. */
    Optional<String> id() {
        return Optional.ofNullable(container.getContainerId());
    }

    /** @param moved told its address each time that it is back */
    Outage outage(Consumer<String> moved) {
        return new Outage() {
            @Override
            public void begin() {
                docker.stopContainerCmd(container.getContainerId())
                        .withTimeout(STOPS_AT_ONCE)
                        .exec();
            }

            @Override
            public void end() {
                if (!running()) {
                    docker.startContainerCmd(container.getContainerId()).exec();
                }
                Awaitility.await("the object store answers again")
                        .atMost(patience)
                        .pollInterval(POLL)
                        .until(() -> new Health(uri()).isLive());
                moved.accept(address());
            }
        };
    }

    private boolean running() {
        return Boolean.TRUE.equals(docker.inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getRunning());
    }

    @Override
    public void close() {
        container.stop();
    }
}
