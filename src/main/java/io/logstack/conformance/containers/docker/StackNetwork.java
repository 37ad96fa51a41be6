package io.logstack.conformance.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.Network;

/** The network that the containers of a stack know each other in. Unlike Testcontainers' own it can outlive the run. */
public final class StackNetwork implements Network {
    private final DockerClient docker;
    private final String id;

    private StackNetwork(DockerClient docker, String id) {
        this.docker = docker;
        this.id = id;
    }

    /** @param labels as {@link StackLabels#of} makes them */
    public static StackNetwork create(DockerClient docker, Map<String, String> labels) {
        return new StackNetwork(
                docker,
                docker.createNetworkCmd()
                        .withName("logstack-conformance-" + UUID.randomUUID())
                        .withLabels(StackLabels.ofOwn(labels))
                        .exec()
                        .getId());
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void close() {
        remove(docker, id);
    }

    /** Removes a network; one that is gone already is fine. */
    public static void remove(DockerClient docker, String id) {
        try {
            docker.removeNetworkCmd(id).exec();
        } catch (NotFoundException gone) {
            // Ryuk, or a person, was faster.
        }
    }
}
