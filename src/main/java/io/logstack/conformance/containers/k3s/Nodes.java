package io.logstack.conformance.containers.k3s;

import com.github.dockerjava.api.command.CreateContainerCmd;
import io.logstack.conformance.containers.docker.Publishing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The containers of the cluster's nodes: one that serves, which runs pods as well, and agents beside it. */
final class Nodes {
    /** Of the API server. */
    static final int API = 6443;

    /** Of an agent that has joined. */
    private static final int KUBELET = 10250;

    private static final String OWN_IMAGES = "/var/lib/rancher/k3s/agent/images/own.tar";

    /** A disk that is nearly full for others has room enough for the minutes that a run takes. */
    private static final String NO_EVICTION = "--kubelet-arg=eviction-hard=imagefs.available<1%,nodefs.available<1%";

    private final K3sContainer server;
    private final Map<String, GenericContainer<?>> byName = new LinkedHashMap<>();

    /**
     * Starts nothing yet.
     *
     * @param labels of a node's container, by the node's name
     * @param patience until the API server serves, and the agents have joined
     */
    Nodes(K3sPlan plan, Network network, Function<String, Map<String, String>> labels, Duration patience) {
        DockerImageName image = DockerImageName.parse(plan.k3s().toString()).asCompatibleSubstituteFor("rancher/k3s");
        String token = UUID.randomUUID().toString();
        server = new K3sContainer(image);
        List<String> serving =
                new ArrayList<>(List.of("server", "--disable=traefik", "--tls-san=" + Publishing.host(), NO_EVICTION));
        plan.registry().ifPresent(own -> serving.add("--system-default-registry=" + own));
        server.setCommand(serving.toArray(String[]::new));
        Publishing.of(server, API, labels.apply(name(1)));
        add(server, name(1), token, network, patience);
        for (int number = 2; number <= plan.nodes(); number++) {
            GenericContainer<?> agent = agent(image, plan.registry());
            Publishing.of(agent, KUBELET, labels.apply(name(number)));
            add(agent, name(number), token, network, patience);
        }
    }

    /** @param number from 1, which is the serving one */
    static String name(int number) {
        return "k3s-" + number;
    }

    /** As Testcontainers makes the serving one. */
    private static GenericContainer<?> agent(DockerImageName image, Optional<String> registry) {
        List<String> command = new ArrayList<>(List.of("agent", NO_EVICTION));
        registry.ifPresent(own -> command.add("--system-default-registry=" + own));
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

    private void add(GenericContainer<?> node, String name, String token, Network network, Duration patience) {
        node.withEnv("K3S_TOKEN", token)
                .withNetwork(network)
                .withNetworkAliases(name)
                .withStartupTimeout(patience)
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

    /** How the API is reached from this process. */
    String kubeconfig() {
        return server.getKubeConfigYaml().replace("//" + server.getHost() + ":", "//" + Publishing.host() + ":");
    }

    /** The containers, to bring images into. */
    Stream<GenericContainer<?>> containers() {
        return byName.values().stream();
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
}
