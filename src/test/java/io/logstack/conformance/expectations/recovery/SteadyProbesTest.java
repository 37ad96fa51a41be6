package io.logstack.conformance.expectations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.expectations.ingestion.ProbePod;
import io.logstack.conformance.homelab.workloads.ProbeCommand;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyProbesTest {
    private final Profile profile = Profiles.load(Path.of("profiles/embedded.yaml"), Map.of());
    private final SteadyProbes probes =
            SteadyProbes.on(List.of("node-1", "node-10"), "b1", 20, Duration.ofMillis(12_500));
    private final ProbePod first = probes.probes().get(0);
    private final ProbePod tenth = probes.probes().get(1);

    @Test
    void linesAreSpreadOverNodesAndTime() {
        assertThat(probes.lines()).isEqualTo(10);
        assertThat(probes.pace()).isEqualTo(Duration.ofMillis(1_250));
        assertThat(SteadyProbes.on(List.of(), "b1", 20, Duration.ofSeconds(1)).probes())
                .isEmpty();
    }

    @Test
    void aPodWritesEachNumberAndThenStaysUntilItsDeadline() {
        Pod pod = probes.manifest(first, profile, List.of(), Duration.ofSeconds(40));
        ProbeCommand program = ProbeCommand.of(
                        pod.getSpec().getContainers().get(0).getCommand())
                .orElseThrow();
        assertThat(program.lines()).hasSize(10).first().isEqualTo("conformance probe b1 on node-1, line 0");
        assertThat(program.steps())
                .filteredOn(step -> step instanceof ProbeCommand.Sleep)
                .hasSize(11)
                .startsWith(new ProbeCommand.Sleep(Duration.ofMillis(1_250)))
                .endsWith(new ProbeCommand.Sleep(Duration.ofSeconds(40)));
        assertThat(pod.getSpec().getActiveDeadlineSeconds()).isEqualTo(40);
        assertThat(pod.getSpec().getNodeName()).isEqualTo("node-1");
    }

    @Test
    void whatWasWrittenIsWhatThePodsLogHas() {
        BareCluster cluster = new BareCluster() {
            @Override
            public String log(String namespace, String pod, String container, int tailLines, boolean previous) {
                return pod.equals(first.name())
                        ? "something else\n" + SteadyProbes.line(first, 0) + "\n" + SteadyProbes.line(first, 3) + "\n"
                        : "";
            }
        };
        assertThat(probes.written(cluster, first, "monitoring").stream()).containsExactly(0, 3);
        assertThat(probes.written(cluster, tenth, "monitoring").isEmpty()).isTrue();
    }

    @Test
    void arrivalsAreCountedByProbeAndNumber() {
        NumberedArrivals arrivals = arrivals(List.of(
                SteadyProbes.line(first, 0), SteadyProbes.line(first, 0), SteadyProbes.line(tenth, 7), "other"));
        assertThat(arrivals.newest(first)).isEqualTo(-1);
        arrivals.look();
        assertThat(arrivals.newest(first)).isZero();
        assertThat(arrivals.duplicates(first)).isEqualTo(1);
        assertThat(arrivals.of(tenth).stream()).containsExactly(7);
        assertThat(arrivals.duplicates(tenth)).isZero();
        assertThat(arrivals.longestPause(first)).isZero();
    }

    @Test
    void nothingReadBackIsNothingArrived() {
        NumberedArrivals arrivals = arrivals(List.of());
        arrivals.look();
        assertThat(arrivals.newest(first)).isEqualTo(-1);
        assertThat(arrivals.of(first).isEmpty()).isTrue();
    }

    private NumberedArrivals arrivals(List<String> lines) {
        return new NumberedArrivals(
                new StubLoki() {
                    @Override
                    public List<LogStream> logs(LogQuery query) {
                        return List.of(new LogStream(
                                Map.of(),
                                lines.stream()
                                        .map(line -> new LogEntry(query.start(), line))
                                        .toList()));
                    }
                },
                "monitoring",
                probes);
    }
}
