package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.DaemonSetCoverage;
import io.logstack.conformance.profile.PodCount;
import io.logstack.conformance.stack.Cluster;
import java.util.Optional;

/** What Alloy and the canary have in common: a DaemonSet that covers its nodes. */
record DaemonOnEveryNode(Cluster cluster, Evidence evidence) {
    void judge(String namespace, String daemonSet, PodCount expected, Class<?> expectation) {
        Optional<DaemonSetCoverage> found = DaemonSetCoverage.read(cluster, namespace, daemonSet);
        String source = "DaemonSet " + namespace + "/" + daemonSet;
        evidence.measured("DaemonSet exists", found.isPresent(), "", "= true", source);
        DaemonSetCoverage coverage =
                found.orElseThrow(() -> assertThat(new Finding(false, "a DaemonSet", "no such DaemonSet", source))
                        .orElse(expectation)
                        .violation());
        int admitted = coverage.admitted().size();
        evidence.measured("nodes admitted", admitted, "nodes", ">= 1", source);
        evidence.measured("nodes with one ready pod", coverage.covered(), "nodes", "= " + admitted, source);
        evidence.measured("pods by node", coverage.admitted().toString(), "", null, source);
        if (!coverage.refused().isEmpty()) {
            evidence.measured("nodes not admitted", coverage.refused().toString(), "", null, source);
        }
        assertThat(coverage).orElse(expectation).runsOnceReadyOnEveryAdmittedNode();
        if (expected.number().isPresent()) {
            int least = expected.number().getAsInt();
            evidence.measured(
                    "nodes with one ready pod, held against the profile",
                    coverage.covered(),
                    "nodes",
                    ">= " + least,
                    source);
            assertThat(new Finding(
                            coverage.covered() >= least,
                            "at least " + least + " nodes with one ready pod, as the profile says",
                            coverage.covered() + " such nodes",
                            source))
                    .orElse(expectation)
                    .holds();
        }
    }
}
