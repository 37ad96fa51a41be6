package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Disrupt;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Recovery;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.LokiPods;
import io.logstack.conformance.expectations.cluster.PodReadiness;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReplicasReadyIT;
import io.logstack.conformance.expectations.ingestion.EveryLineComesBackIT;
import io.logstack.conformance.expectations.storage.BucketReadWriteIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The runbook's "force recreation". Acknowledged lines that were in memory have to come back from the write-ahead log on
 * Loki's volume.
 */
@Recovery
@Disrupt
@Expectation(
        id = "RECOVERY-01",
        level = MUST,
        runbook = RunbookSection.LOKI_POD_RESTART_LOOP,
        requires = {KUBERNETES, LOKI},
        rights = {Right.LIST_PODS, Right.DELETE_PODS},
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {
            LokiReplicasReadyIT.class,
            GatewayRoutesIT.class,
            EveryLineComesBackIT.class,
            BucketReadWriteIT.class
        },
        alone = true,
        statement = "After its pod is deleted Loki is ready again in time and no acknowledged line is lost",
        remedy = "Read 'kubectl describe pod -n monitoring loki-0' and the pod's log; check that Loki's volume is "
                + "mounted and that ingester.wal is enabled on it")
public class LokiComesBackIT {
    /** Before Loki is disturbed, so that there is something in memory that could be lost. */
    private static final int PUSHES_BEFORE = 5;

    @Test
    void nothingAcknowledgedIsLost(Cluster cluster, Loki loki, Profile profile, Workload workload, Evidence evidence) {
        Duration limit = profile.timeouts().recovery();
        PushedLines lines = PushedLines.steadily(loki, workload, "loki-comes-back", limit);
        SteadyWriter writer = lines.writer();
        for (int i = 0; i < PUSHES_BEFORE; i++) {
            writer.push();
        }
        int before = writer.acknowledged();

        List<Pod> all = LokiPods.of(cluster, profile);
        // Of a Loki in components the first is one that writes, and has lines in memory.
        Pod pod = all.stream()
                .findFirst()
                .orElseThrow(() -> assertThat(
                                new Finding(false, "a pod of Loki to delete", "none", LokiPods.source(profile)))
                        .orElse(getClass())
                        .violation());
        long deletedAt = System.nanoTime();
        writer.happens("Loki's pod is deleted");
        cluster.deletePod(pod);
        State state = new Look(profile)
                .until(
                        "Loki is ready again, and acknowledges",
                        limit,
                        () -> {
                            writer.pushWhenDue();
                            return look(
                                    LokiPods.of(cluster, profile),
                                    all.size(),
                                    loki,
                                    pod,
                                    writer.acknowledged() > before);
                        },
                        State::isBack);
        Duration took = Duration.ofNanos(System.nanoTime() - deletedAt);
        writer.happens(state.isBack() ? "Loki is ready again, and acknowledges" : "Loki is not back in time");
        evidence.chart(writer.chart("Acknowledged lines while Loki's pod is replaced"));

        Comeback comeback = new Comeback(
                "Loki",
                state.isBack() ? Optional.of(took) : Optional.empty(),
                state.toString(),
                before,
                writer.acknowledged() - before,
                writer.unacknowledged(),
                writer.longestGap(),
                state.isBack() ? Optional.of(lines.readBack(loki, profile)) : Optional.empty());
        comeback.record(limit, evidence, loki.address());
        comeback.judge(limit, getClass(), loki.address());
    }

    /** How Loki is: its pods, what {@code /ready} says, and whether it has taken lines again. */
    record State(List<String> pods, boolean podsReady, String ready, boolean acknowledges) {
        boolean isBack() {
            return podsReady && ready.equals("200 ready") && acknowledges;
        }

        @Override
        public String toString() {
            return "pods " + pods + ", /ready says " + ready + ", "
                    + (acknowledges ? "pushes are acknowledged" : "no push is acknowledged");
        }
    }

    private static State look(List<Pod> now, int before, Loki loki, Pod deleted, boolean acknowledges) {
        boolean ready = now.size() >= before
                && now.stream()
                        .noneMatch(pod -> pod.getMetadata()
                                .getUid()
                                .equals(deleted.getMetadata().getUid()))
                && now.stream().map(PodReadiness::of).allMatch(PodReadiness::complete);
        return new State(
                now.stream().map(pod -> PodReadiness.of(pod).toString()).toList(), ready, ready(loki), acknowledges);
    }

    private static String ready(Loki loki) {
        try {
            Answer answer = loki.ready();
            return answer.status() + " " + answer.body().strip();
        } catch (NoAnswerException e) {
            return "nothing";
        }
    }
}
