package io.logstack.conformance.expectations.recovery;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Disrupt;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Recovery;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.DaemonSetCoverage;
import io.logstack.conformance.expectations.health.AlloyOnEveryNodeIT;
import io.logstack.conformance.expectations.ingestion.ProbePod;
import io.logstack.conformance.expectations.ingestion.StdoutArrivesFromEveryNodeIT;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The runbook's "restart Alloy DaemonSet". A pod on each node writes throughout; what its own log has is what the node
 * holds, and all of it has to arrive. The annotation of the restart stays in the pod template, as {@code kubectl} leaves it.
 */
@Recovery
@Disrupt
@Expectation(
        id = "RECOVERY-02",
        level = MUST,
        runbook = RunbookSection.ALLOY_COLLECTION_FAILURE,
        requires = {KUBERNETES, LOKI},
        rights = {
            Right.LIST_NODES,
            Right.LIST_PODS,
            Right.GET_LOGS,
            Right.GET_DAEMON_SETS,
            Right.CREATE_PODS,
            Right.DELETE_PODS,
            Right.RESTART_ALLOY
        },
        creates = Creation.PROBE_PODS,
        prerequisites = {AlloyOnEveryNodeIT.class, StdoutArrivesFromEveryNodeIT.class},
        alone = true,
        statement = "After a rollout restart of Alloy collection resumes on every node without a gap",
        remedy =
                "Watch it with 'kubectl rollout status daemonset/alloy -n monitoring', read the log of the Alloy on that "
                        + "node, and check that its positions (--storage.path) outlive the pod")
public class AlloyResumesIT {
    @Test
    void everyNodesLinesKeepArriving(
            Cluster cluster, Loki loki, Profile profile, Workload workload, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String name = "DaemonSet " + namespace + "/" + profile.alloy().daemonSet();
        Duration limit = profile.timeouts().recovery();
        List<String> nodes = DaemonSetCoverage.read(
                        cluster, namespace, profile.alloy().daemonSet())
                .map(coverage -> List.copyOf(coverage.admitted().keySet()))
                .orElse(List.of());
        evidence.measured("nodes with a writing pod", nodes.size(), "nodes", ">= 1", name);
        assertThat(new Finding(!nodes.isEmpty(), "a node that Alloy collects", "none", name))
                .orElse(getClass())
                .holds();

        WatchedRestart restart = new WatchedRestart(
                cluster,
                loki,
                profile,
                cluster.daemonSet(namespace, profile.alloy().daemonSet()).orElseThrow(),
                SteadyProbes.on(
                        nodes, ProbePod.batch(workload), workload.settings().lines(), longest(profile)));
        restart.run();

        evidence.chart(restart.chart());
        String undone = String.join(", ", restart.undone());
        evidence.measured("undone of the rollout", undone.isEmpty() ? "nothing" : undone, "", "= nothing", name);
        List<Finding> findings = new ArrayList<>(List.of(new Finding(
                undone.isEmpty(), "a complete rollout within " + Durations.text(limit), "that " + undone, name)));
        for (Resumption resumption : restart.resumptions()) {
            resumption.record(limit, evidence, loki.address());
            findings.addAll(resumption.findings(limit, loki.address()));
        }
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(getClass()).holds())));
    }

    /** As long as it may take: they have to write on when the rollout ends. */
    private static Duration longest(Profile profile) {
        return profile.timeouts()
                .settle()
                .plus(profile.ingestion().lag())
                .plus(profile.timeouts().recovery());
    }
}
