package io.logstack.conformance.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Network;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What earlier runs left up, in whatever form. */
public final class KeptContainers {
    private static final Logger LOG = LoggerFactory.getLogger(KeptContainers.class);

    private final DockerClient docker;
    private final String host;

    /** @param host where published ports are reached */
    public KeptContainers(DockerClient docker, String host) {
        this.docker = docker;
        this.host = host;
    }

    /** The running ones of a plan, by part. */
    public Map<String, Container> of(String plan) {
        return docker
                .listContainersCmd()
                .withLabelFilter(Map.of(StackLabels.KEPT, "true", StackLabels.PLAN, plan))
                .exec()
                .stream()
                .collect(Collectors.toMap(
                        container -> container.getLabels().getOrDefault(StackLabels.PART, ""),
                        container -> container,
                        (one, other) -> one));
    }

    /** Removes all that any run left up: what cannot be used again would only be in the way. */
    public void removeAll() {
        List<Container> kept = docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(StackLabels.KEPT, "true"))
                .exec();
        if (!kept.isEmpty()) {
            LOG.info("the stack that was left up is not what is to be started now, or not whole: it is removed");
        }
        kept.forEach(container -> remove(docker, container.getId()));
        docker.listNetworksCmd().withFilter("label", List.of(StackLabels.KEPT + "=true")).exec().stream()
                .map(Network::getId)
                .forEach(network -> StackNetwork.remove(docker, network));
    }

    /** Removes a container with its volumes, running or not; one that is gone already, or is just going, is fine. */
    public static void remove(DockerClient docker, String container) {
        try {
            docker.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException gone) {
            LOG.debug("{} is gone already", container, gone);
        }
    }

    /** Where a container's port is reached from here, or empty where it is not published. */
    public Optional<URI> published(Container container, int port) {
        return Arrays.stream(Objects.requireNonNullElse(container.getPorts(), new ContainerPort[0]))
                .filter(published -> published.getPrivatePort() != null
                        && published.getPrivatePort() == port
                        && published.getPublicPort() != null)
                .map(published -> URI.create("http://" + host + ":" + published.getPublicPort()))
                .findFirst();
    }

    /** ID of a container's network. */
    public static Optional<String> network(Container container) {
        return container.getNetworkSettings() == null
                ? Optional.empty()
                : container.getNetworkSettings().getNetworks().values().stream()
                        .map(network -> network.getNetworkID())
                        .filter(Objects::nonNull)
                        .findFirst();
    }
}
