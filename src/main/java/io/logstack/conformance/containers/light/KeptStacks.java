package io.logstack.conformance.containers.light;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.logstack.conformance.containers.docker.KeptContainers;
import io.logstack.conformance.containers.docker.Readiness;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The stack that an earlier run left up, if it did. */
final class KeptStacks {
    private final KeptContainers containers;

    /** @param host where published ports are reached */
    KeptStacks(DockerClient docker, String host) {
        this.containers = new KeptContainers(docker, host);
    }

    /** The one that was started from the same plan, when all of it runs and is ready. */
    Optional<LightStack> of(LightPlan plan) {
        Map<String, Container> kept = containers.of(plan.hash());
        Container loki = kept.get(LightContainers.LOKI);
        Container store = kept.get(LightContainers.STORE);
        if (kept.size() != 2 || loki == null || store == null) {
            return Optional.empty();
        }
        Optional<URI> lokiAt = containers.published(loki, plan.config().port());
        Optional<URI> storeAt = containers.published(store, plan.store().port());
        Optional<String> network = KeptContainers.network(loki);
        if (lokiAt.isEmpty()
                || storeAt.isEmpty()
                || network.isEmpty()
                || !Readiness.of(lokiAt.get(), LightStack.LOKI_READY)
                || !Readiness.of(storeAt.get(), LightStack.STORE_READY)) {
            return Optional.empty();
        }
        return Optional.of(new LightStack(loki.getId(), store.getId(), network.get(), lokiAt.get(), storeAt.get()));
    }

    /** Removes all that any run left up. */
    void removeAll() {
        containers.removeAll();
    }
}
