package io.logstack.conformance.apart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        ClusterCost cost = ClusterCost.of(NODES, PODS, directory);
        assertThat(cost.nodes()).isEqualTo(NODES);
        assertThat(cost.pods()).isEqualTo(PODS);
        Judged judged = cost.judged();
        List<String> requests = cost.requests();
        reporter.publishEntry(Map.of(
                "milliseconds", Long.toString(judged.milliseconds()),
                "milliseconds of CPU, the process' start included",
                        Long.toString(cost.left().cpuMilliseconds()),
                "requests", Integer.toString(requests.size()),
                "peak heap of 256 MiB, in MiB", Long.toString(cost.peakHeap() >> 20)));
        assertThat(judged.outcomes())
                .filteredOn(Judged.Outcome::askedIt)
                // The pods that were added have never written a line.
                .filteredOn(outcome -> !outcome.id().equals("INGEST-02"))
                .hasSizeGreaterThan(10)
                .allSatisfy(outcome ->
                        assertThat(outcome.verdict()).as(outcome.toString()).isIn("PASS", "WARN"));
        assertThat(judged.milliseconds()).isLessThan(MILLISECONDS_AT_MOST);
        // Whether it may ask is one question for each right, however large the cluster.
        assertThat(requests).filteredOn(request -> request.startsWith("GET ")).hasSizeLessThan(REQUESTS_AT_MOST);
        assertThat(requests)
                .filteredOn(request -> request.matches("GET \\S+/pods(\\?.*)?"))
                .isNotEmpty()
                .allMatch(request -> request.contains("limit=500"))
                .allMatch(request -> request.contains("labelSelector="))
                .anyMatch(request -> request.contains("continue="));
        assertThat(requests).filteredOn(request -> request.contains("/log?")).hasSizeLessThanOrEqualTo(LOGS_AT_MOST);
        assertThat(requests)
                .filteredOn(request -> request.contains("/nodes"))
                .isNotEmpty()
                .allMatch(request -> request.startsWith("GET /api/v1/nodes?limit=500"));
    }
}
