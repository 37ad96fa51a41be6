package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.logstack.conformance.stack.Outage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
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
    private final Duration patience;

    /**
     * Starts nothing yet.
     *
     * @param image as Docker is asked for it
     * @param patience until it answers after a start
     */
    Minio(DockerClient docker, String image, String accessKey, String secretKey, Network network, Duration patience) {
        this.docker = docker;
        this.network = network;
        this.patience = patience;
        container = new MinIOContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("minio/minio"))
                .withUserName(accessKey)
                .withPassword(secretKey)
                .withNetwork(network)
                .withNetworkAliases("minio")
                .waitingFor(Wait.forHttp("/minio/health/live").forPort(PORT).withStartupTimeout(patience));
        // A port that Docker chose would be another one after each outage.
        container.setPortBindings(List.of(freePort() + ":" + PORT));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no free port for the object store", e);
        }
    }

    /** Starts it, with a bucket. */
    void start(String bucket, String region) {
        container.start();
        try (S3Client client = S3Client.builder()
                .endpointOverride(uri())
                .region(Region.of(region))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(container.getUserName(), container.getPassword())))
                .build()) {
            client.createBucket(request -> request.bucket(bucket));
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

    String logs() {
        return container.getLogs();
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
