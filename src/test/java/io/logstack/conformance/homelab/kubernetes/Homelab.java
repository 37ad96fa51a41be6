package io.logstack.conformance.homelab.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.homelab.Faults;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An embedded Kubernetes of the project's fixtures with fabric8's client. */
final class Homelab implements AutoCloseable {
    static final Path FIXTURES = Path.of("fixtures/cluster");

    final Faults faults;
    final EmbeddedKubernetes kubernetes;
    final KubernetesClient client;
    private final ExecutorService executor;

    private Homelab(Faults faults, UnaryOperator<KubernetesOptions> options) {
        this.faults = faults;
        this.executor = Executors.newFixedThreadPool(4, work -> new Thread(work, "homelab-under-test"));
        this.kubernetes = EmbeddedKubernetes.start(
                options.apply(KubernetesOptions.of(Fixtures.read(List.of(FIXTURES)), executor, faults)));
        this.client =
                new KubernetesClientBuilder().withConfig(kubernetes.config()).build();
    }

    static Homelab start() {
        return start(new Faults(), options -> options);
    }

    static Homelab start(Faults faults, UnaryOperator<KubernetesOptions> options) {
        return new Homelab(faults, options);
    }

    @Override
    public void close() {
        client.close();
        kubernetes.close();
        executor.shutdownNow();
    }
}
