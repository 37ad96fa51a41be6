package io.logstack.conformance.apart;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Capability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a cluster of a thousand nodes and twenty thousand pods the work grows with what is asked, not with the cluster. A
 * benchmark: the time is published, and only its order of magnitude is held to a bound.
 */
class LargeClusterTest {
    private static final int NODES = 1_000;
    private static final int PODS = 20_000;
    /** Ten seconds are the aim; on a machine that does much else at the same time they are not all the suite's. */
    private static final long MILLISECONDS_AT_MOST = 120_000;
    /** Of Alloy, canary, nodes: pages of 500. All pods of the cluster would be forty pages each time. */
    private static final int REQUESTS_AT_MOST = 120;

    private static final int LOGS_AT_MOST = 50;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void isAskedInPagesAndByLabel(TestReporter reporter) throws IOException, InterruptedException {
        try (LargeCluster cluster = new LargeCluster(NODES, PODS);
                HostileProxy counting = HostileProxy.harmless(Component.KUBERNETES, cluster.uri())) {
            assertThat(cluster.nodes()).isEqualTo(NODES);
            assertThat(cluster.pods()).isEqualTo(PODS);
            Results results = ProcessApart.run(directory, List.of(cell(counting.uri())), 1);
            assertThat(results.exit()).as(results.output()).isEqualTo("0");

            Judged judged = Objects.requireNonNull(results.judged().get("large"));
            LeftBehind left = Objects.requireNonNull(results.left());
            List<String> requests = counting.requests();
            reporter.publishEntry(Map.of(
                    "milliseconds", Long.toString(judged.milliseconds()),
                    "milliseconds of CPU, the process' start included", Long.toString(left.cpuMilliseconds()),
                    "requests", Integer.toString(requests.size()),
                    "peak heap of 256 MiB, in MiB", Long.toString(left.peakHeap() >> 20)));
            assertThat(judged.outcomes())
                    .filteredOn(Judged.Outcome::askedIt)
                    // The pods that were added have never written a line.
                    .filteredOn(outcome -> !outcome.id().equals("INGEST-02"))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(outcome ->
                            assertThat(outcome.verdict()).as(outcome.toString()).isIn("PASS", "WARN"));
            assertThat(judged.milliseconds()).isLessThan(MILLISECONDS_AT_MOST);
            // Whether it may ask is one question for each right, however large the cluster.
            assertThat(requests)
                    .filteredOn(request -> request.startsWith("GET "))
                    .hasSizeLessThan(REQUESTS_AT_MOST);
            assertThat(requests)
                    .filteredOn(request -> request.matches("GET \\S+/pods(\\?.*)?"))
                    .isNotEmpty()
                    .allMatch(request -> request.contains("limit=500"))
                    .allMatch(request -> request.contains("labelSelector="))
                    .anyMatch(request -> request.contains("continue="));
            assertThat(requests)
                    .filteredOn(request -> request.contains("/log?"))
                    .hasSizeLessThanOrEqualTo(LOGS_AT_MOST);
            assertThat(requests)
                    .filteredOn(request -> request.contains("/nodes"))
                    .isNotEmpty()
                    .allMatch(request -> request.startsWith("GET /api/v1/nodes?limit=500"));
        }
    }

    private Cell cell(URI server) throws IOException {
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
