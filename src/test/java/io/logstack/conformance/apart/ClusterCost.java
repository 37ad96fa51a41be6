package io.logstack.conformance.apart;

import io.logstack.conformance.catalog.Capability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What judging a large cluster costs: all that is asked of the Kubernetes API, in a process of its own.
 *
 * @param nodes that the cluster has
 * @param pods that the cluster has
 * @param judged what became of the run
 * @param requests that the API server was asked, each as {@code GET /path?query}
 * @param left what the process told of itself
 */
public record ClusterCost(int nodes, int pods, Judged judged, List<String> requests, LeftBehind left) {
    /**
     * Judges a cluster of so many nodes and pods.
     *
     * @param directory for what is handed over
     */
    public static ClusterCost of(int nodes, int pods, Path directory) throws IOException, InterruptedException {
        try (LargeCluster cluster = new LargeCluster(nodes, pods);
                HostileProxy counting = HostileProxy.harmless(Component.KUBERNETES, cluster.uri())) {
            Results results = ProcessApart.run(directory, List.of(cell(directory, counting.uri())), 1);
            if (!results.exit().equals("0")) {
                throw new IllegalStateException("exit " + results.exit() + ": " + results.output());
            }
            return new ClusterCost(
                    cluster.nodes(),
                    cluster.pods(),
                    Objects.requireNonNull(results.judged().get("large")),
                    List.copyOf(counting.requests()),
                    Objects.requireNonNull(results.left()));
        }
    }

    /** From the run's start to its statement. */
    public double seconds() {
        return judged.milliseconds() / 1e3;
    }

    /** That the process took, its start included. */
    public double cpuSeconds() {
        return left.cpuMilliseconds() / 1e3;
    }

    /** Bytes of heap that were in use at the most. */
    public long peakHeap() {
        return left.peakHeap();
    }

    private static Cell cell(Path directory, URI server) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: large
                clusters: [{name: large, cluster: {server: "%s"}}]
                users: [{name: operator, user: {}}]
                contexts: [{name: large, context: {cluster: large, user: operator}}]
                """.formatted(server));
        return new Cell(
                "large",
                "profiles/live.yaml",
                Map.of("kubernetes.kubeconfig", kubeconfig.toString(), "required-capabilities", ""),
                Capability.KUBERNETES.name(),
                server.getAuthority(),
                ".*");
    }
}
