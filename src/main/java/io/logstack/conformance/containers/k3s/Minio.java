package io.logstack.conformance.containers.k3s;

import io.logstack.conformance.containers.docker.Buckets;
import io.logstack.conformance.containers.docker.Publishing;
import io.logstack.conformance.containers.docker.ReadyOrEnded;
import io.logstack.conformance.containers.docker.StoreOutage;
import io.logstack.conformance.profile.ImageName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;

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
                .waitingFor(new ReadyOrEnded(PORT, StoreOutage.LIVE, patience));
        Publishing.of(container, PORT, labels);
    }

    /** Starts it, with its buckets. */
    void start() {
        container.start();
        new Buckets(uri(), store.region(), store.accessKey(), store.secretKey()).create(store.buckets());
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
