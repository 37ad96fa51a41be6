package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.DaemonSetCoverage;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import io.logstack.conformance.expectations.health.AlloyOnEveryNodeIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Ingestion
@Probe
@Expectation(
        id = "INGEST-05",
        level = MUST,
        runbook = RunbookSection.ALLOY_COLLECTION_FAILURE,
        requires = {KUBERNETES, LOKI},
        rights = {Right.LIST_NODES, Right.LIST_PODS, Right.GET_DAEMON_SETS, Right.CREATE_PODS, Right.DELETE_PODS},
        creates = Creation.PROBE_PODS,
        prerequisites = {AlloyOnEveryNodeIT.class, AlloySendsWithoutDropsIT.class, EveryLineComesBackIT.class},
        statement = "A line written to stdout by a pod on each node arrives through Alloy with its namespace, pod and "
                + "container labels, within the ingestion-lag limit",
        remedy =
                "Read the log of the Alloy on that node for errors with 'kubectl logs -n monitoring POD -c alloy', check "
                        + "its discovery and relabel rules, then 'kubectl rollout restart daemonset/alloy -n monitoring'")
public class StdoutArrivesFromEveryNodeIT {
    @Test
    void aProbeOnEachNodeIsCollected(
            Cluster cluster, Loki loki, Profile profile, Workload workload, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String daemonSet = profile.alloy().daemonSet();
        List<String> nodes = DaemonSetCoverage.read(cluster, namespace, daemonSet)
                .map(coverage -> List.copyOf(coverage.admitted().keySet()))
                .orElse(List.of());
        String where = "nodes that DaemonSet " + namespace + "/" + daemonSet + " admits";
        evidence.measured("nodes probed", nodes.size(), "nodes", ">= 1", where);
        assertThat(new Finding(!nodes.isEmpty(), "a node to probe", "none", where))
                .orElse(getClass())
                .holds();

        String batch = ProbePod.batch(workload);
        List<ProbePod> probes = new ArrayList<>();
        nodes.forEach(node -> probes.add(ProbePod.on(node, batch, probes.size())));
        List<Toleration> tolerations =
                ProbePod.tolerations(cluster.daemonSet(namespace, daemonSet).orElseThrow());
        Arrivals arrivals = new Arrivals(loki, namespace, batch, probes);
        Map<ProbePod, Instant> asked = new HashMap<>();
        List<Pod> pods = new ArrayList<>();
        probes.forEach(probe -> {
            asked.put(probe, Instant.now());
            pods.add(cluster.createProbe(probe.manifest(profile, batch, tolerations)));
        });

        Duration lag = profile.ingestion().lag();
        Instant created = Instant.now();
        Map<String, Pod> running = new TreeMap<>();
        new Look(profile)
                .until(
                        "the probes' lines in Loki",
                        profile.timeouts().settle().plus(lag),
                        () -> {
                            cluster.pods(namespace, RestrictedPod.BATCH + "=" + batch)
                                    .forEach(
                                            pod -> running.put(pod.getMetadata().getName(), pod));
                            return arrivals.look();
                        },
                        seen -> probes.stream()
                                .allMatch(probe -> seen.contains(probe)
                                        || isOverdue(running.get(probe.name()), created, profile, Instant.now())));
        arrivals.lookForUnlabelled();
        pods.forEach(cluster::deleteProbe);

        List<Collected> collected = probes.stream()
                .map(probe -> Collected.of(
                        probe, running.get(probe.name()), asked.getOrDefault(probe, created), arrivals, namespace, lag))
                .toList();
        collected.forEach(one -> one.record(evidence, loki.address(), lag));
        chart(collected, lag, evidence);
        SoftAssertions.assertSoftly(softly -> collected.forEach(one -> one.finding(loki.address())
                .ifPresent(finding -> softly.check(
                        () -> assertThat(finding).orElse(getClass()).holds()))));
        List<String> unknown =
                collected.stream().flatMap(one -> one.unknown().stream()).toList();
        if (!unknown.isEmpty()) {
            throw new InconclusiveException(
                    "The probes of these nodes are not known to have started, so their collection cannot be judged: "
                            + String.join("; ", unknown) + ".",
                    null);
        }
    }

    private static void chart(List<Collected> collected, Duration limit, Evidence evidence) {
        Map<String, Double> lags = new TreeMap<>();
        collected.forEach(one -> one.lag().ifPresent(lag -> lags.put(one.probe().node(), lag.toMillis() / 1000.0)));
        if (!lags.isEmpty()) {
            evidence.chart(new Chart.Bars(
                    "Ingestion lag from a pod's stdout to a query's answer, by node",
                    "seconds",
                    lags,
                    new Chart.Limit("limit", limit.toMillis() / 1000.0)));
        }
    }

    /** Whether waiting on is of no use: its line is past the limit, or it had its time to start and did not. */
    private static boolean isOverdue(
            @org.jspecify.annotations.Nullable Pod pod, Instant created, Profile profile, Instant now) {
        if (pod == null) {
            return now.isAfter(created.plus(profile.timeouts().settle()));
        }
        return RestrictedPod.started(pod)
                .map(start -> now.isAfter(start.plus(profile.ingestion().lag()).plusSeconds(1)))
                .orElseGet(() -> now.isAfter(created.plus(profile.timeouts().settle())));
    }
}
