package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import io.fabric8.kubernetes.client.Config;
import io.logstack.conformance.profile.ImageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The cluster's nodes, each a container: one that serves, which runs pods as well, and agents beside it. */
final class Nodes implements AutoCloseable {
    private static final int API = 6443;
    private static final String OWN_IMAGES = "/var/lib/rancher/k3s/agent/images/own.tar";

    /** A disk that is nearly full for others has room enough for the minutes that a run takes. */
    private static final String NO_EVICTION = "--kubelet-arg=eviction-hard=imagefs.available<1%,nodefs.available<1%";

    private final DockerClient docker;
    private final K3sContainer server;
    private final Map<String, GenericContainer<?>> byName = new LinkedHashMap<>();

    /**
     * Starts nothing yet.
     *
     * @param image as Docker is asked for it
     * @param count the serving one included
     * @param registry where k3s takes its own images from, instead of Docker Hub
     * @param patience until the API server serves
     */
    Nodes(
            DockerClient docker,
            ImageName image,
            int count,
            Optional<String> registry,
            Network network,
            Duration patience) {
        this.docker = docker;
        DockerImageName name = DockerImageName.parse(image.toString()).asCompatibleSubstituteFor("rancher/k3s");
        String token = UUID.randomUUID().toString();
        server = new K3sContainer(name);
        List<String> serving =
                new ArrayList<>(List.of("server", "--disable=traefik", "--tls-san=" + server.getHost(), NO_EVICTION));
        registry.ifPresent(own -> serving.add("--system-default-registry=" + own));
        server.setCommand(serving.toArray(String[]::new));
        add(server.withStartupTimeout(patience), name(1), token, network);
        for (int number = 2; number <= count; number++) {
            add(agent(name, registry), name(number), token, network);
        }
    }

    private static String name(int number) {
        return "k3s-" + number;
    }

    /** As Testcontainers makes the serving one. */
    private static GenericContainer<?> agent(DockerImageName image, Optional<String> registry) {
        List<String> command = new ArrayList<>(List.of("agent", NO_EVICTION));
        registry.ifPresent(own -> command.add("--pause-image=" + own + "/rancher/mirrored-pause:3.6"));
        GenericContainer<?> agent = new GenericContainer<>(image)
                .withPrivilegedMode(true)
                .withTmpFs(Map.of("/run", "", "/var/run", ""))
                .withFileSystemBind("/sys/fs/cgroup", "/sys/fs/cgroup", BindMode.READ_WRITE)
                .withEnv("K3S_URL", "https://" + name(1) + ":" + API)
                .withCreateContainerCmdModifier(Nodes::withCgroupsOfTheHost);
        agent.setCommand(command.toArray(String[]::new));
        return agent;
    }

    private static void withCgroupsOfTheHost(CreateContainerCmd create) {
        var host = create.getHostConfig();
        if (host != null) {
            host.withCgroupnsMode("host");
        }
    }

    private void add(GenericContainer<?> node, String name, String token, Network network) {
        node.withEnv("K3S_TOKEN", token)
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCreateContainerCmdModifier(create -> create.withHostName(name));
        byName.put(name, node);
    }

    /**
     * Starts all of them at the same time; the agents join when the API server serves.
     *
     * @param ownImages an archive of images that k3s itself runs pods of, which it then need not pull
     */
    void start(Optional<Path> ownImages) {
        ownImages.ifPresent(archive -> byName.values()
                .forEach(node -> node.withCopyFileToContainer(MountableFile.forHostPath(archive), OWN_IMAGES)));
        Startables.deepStart(byName.values()).join();
    }

    /** How the API is reached from this process; nothing of the machine's own kubeconfig is in it. */
    Config config() {
        return Config.fromKubeconfig(kubeconfig());
    }

    String kubeconfig() {
        return server.getKubeConfigYaml();
    }

    int count() {
        return byName.size();
    }

    /** Names of the nodes, the serving one first. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The containers, to bring images into and to read logs from. */
    Stream<GenericContainer<?>> containers() {
        return byName.values().stream();
    }

    /** Freezes all that runs on a node. */
    void pause(String name) {
        docker.pauseContainerCmd(id(name)).exec();
    }

    void unpause(String name) {
        docker.unpauseContainerCmd(id(name)).exec();
    }

    private String id(String name) {
        GenericContainer<?> node = byName.get(name);
        if (node == null) {
            throw new IllegalArgumentException("there is no node " + name + "; there are " + byName.keySet());
        }
        return node.getContainerId();
    }

    /** IDs of the containers that there are, by the nodes' names. */
    Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        byName.forEach((name, node) -> {
            if (node.getContainerId() != null) {
                ids.put(name, node.getContainerId());
            }
        });
        return ids;
    }

    @Override
    public void close() {
        byName.values().stream().parallel().forEach(GenericContainer::stop);
    }
}
