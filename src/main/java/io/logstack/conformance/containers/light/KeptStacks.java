package io.logstack.conformance.containers.light;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Network;
import io.logstack.conformance.containers.docker.Readiness;
import io.logstack.conformance.containers.docker.StackLabels;
import io.logstack.conformance.containers.docker.StackNetwork;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stack that an earlier run left up, if it did. */
final class KeptStacks {
    private static final Logger LOG = LoggerFactory.getLogger(KeptStacks.class);

    private final DockerClient docker;
    private final String host;

    /** @param host where published ports are reached */
    KeptStacks(DockerClient docker, String host) {
        this.docker = docker;
        this.host = host;
    }

    /** The one that was started from the same plan, when all of it runs and is ready. */
    Optional<LightStack> of(LightPlan plan) {
        List<Container> kept = docker.listContainersCmd()
                .withLabelFilter(Map.of(StackLabels.KEPT, "true", StackLabels.PLAN, plan.hash()))
                .exec();
        Optional<Container> loki = part(kept, LightContainers.LOKI);
        Optional<Container> store = part(kept, LightContainers.STORE);
        if (kept.size() != 2 || loki.isEmpty() || store.isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> lokiAt = published(loki.get(), plan.config().port());
        Optional<URI> storeAt = published(store.get(), plan.store().port());
        Optional<String> network = network(loki.get());
        if (lokiAt.isEmpty()
                || storeAt.isEmpty()
                || network.isEmpty()
                || !Readiness.of(lokiAt.get(), LightStack.LOKI_READY)
                || !Readiness.of(storeAt.get(), LightStack.STORE_READY)) {
            return Optional.empty();
        }
        return Optional.of(
                new LightStack(loki.get().getId(), store.get().getId(), network.get(), lokiAt.get(), storeAt.get()));
    }

    /** Removes all that any run left up: what cannot be used again would only be in the way. */
    void removeAll() {
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
    static void remove(DockerClient docker, String container) {
        try {
            docker.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException gone) {
            LOG.debug("{} is gone already", container, gone);
        }
    }

    private static Optional<Container> part(List<Container> kept, String part) {
        return kept.stream()
                .filter(container -> part.equals(container.getLabels().get(StackLabels.PART)))
                .findFirst();
    }

    private Optional<URI> published(Container container, int port) {
        return Arrays.stream(Objects.requireNonNullElse(container.getPorts(), new ContainerPort[0]))
                .filter(published -> published.getPrivatePort() != null
                        && published.getPrivatePort() == port
                        && published.getPublicPort() != null)
                .map(published -> URI.create("http://" + host + ":" + published.getPublicPort()))
                .findFirst();
    }

    private static Optional<String> network(Container container) {
        return container.getNetworkSettings() == null
                ? Optional.empty()
                : container.getNetworkSettings().getNetworks().values().stream()
                        .map(network -> network.getNetworkID())
                        .filter(Objects::nonNull)
                        .findFirst();
    }
}
