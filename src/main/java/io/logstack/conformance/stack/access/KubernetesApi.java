package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connection to the Kubernetes API that all views of one stack share. */
final class KubernetesApi implements AutoCloseable {
    private final KubernetesClient client;
    private final Duration deadline;
    private volatile @Nullable Set<String> groups;

    /**
     * @param config how to reach the API server; its timeouts and retries are replaced
     * @param deadline of one request
     */
    KubernetesApi(Config config, Duration deadline) {
        this.deadline = deadline;
        int milliseconds = Math.toIntExact(deadline.toMillis());
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestTimeout(milliseconds)
                        .withConnectionTimeout(milliseconds)
                        // Retries would turn a refused connection into minutes of silence.
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    Duration deadline() {
        return deadline;
    }

    URI address() {
        return URI.create(client.getMasterUrl().toString());
    }

    /** Names of the API groups that the server serves, read once it has answered. */
    Set<String> groups() {
        Set<String> known = groups;
        if (known == null) {
            known = client.getApiGroups().getGroups().stream()
                    .map(APIGroup::getName)
                    .collect(Collectors.toUnmodifiableSet());
            groups = known;
        }
        return known;
    }

    @Override
    public void close() {
        client.close();
    }
}
