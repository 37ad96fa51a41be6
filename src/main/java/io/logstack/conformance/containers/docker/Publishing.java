package io.logstack.conformance.containers.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** How a container is marked, and where its port is published. */
public final class Publishing {
    private Publishing() {}

    /**
     * Whether containers' ports are this machine's: those are published on the loopback address alone, and stay the same when
     * a container is stopped and started again. Elsewhere Docker chooses them anew.
     */
    public static boolean onLoopback() {
        return DockerClientFactory.instance().dockerHostIpAddress().equals("localhost");
    }

    /** Where published ports are reached. */
    public static String host() {
        // They are published on 127.0.0.1, while localhost may mean ::1 first.
        return onLoopback() ? "127.0.0.1" : DockerClientFactory.instance().dockerHostIpAddress();
    }

    /** Marks a container, and publishes its port. To be applied to a container before its start, last of all. */
    public static void of(GenericContainer<?> container, int port, Map<String, String> labels) {
        container.setExposedPorts(List.of(port));
        container.withLabels(labels);
        if (onLoopback()) {
            container.withCreateContainerCmdModifier(onLoopback(port));
        }
        if (labels.containsKey(StackLabels.KEPT)) {
            container.withCreateContainerCmdModifier(command ->
                    command.withLabels(new UnreapedLabels(Objects.requireNonNullElse(command.getLabels(), Map.of()))));
        }
    }

    private static Consumer<CreateContainerCmd> onLoopback(int port) {
        return command -> {
            HostConfig host = Objects.requireNonNullElseGet(command.getHostConfig(), HostConfig::new);
            command.withHostConfig(host.withPortBindings(
                    new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", free()), ExposedPort.tcp(port))));
        };
    }

    /** A port that is free now: one of Docker's choice would be another one after each start. */
    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("this machine has no free port", e);
        }
    }
}
