package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.MUST;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-04",
        level = MUST,
        runbook = RunbookSection.HEALTH_CHECKS,
        requires = KUBERNETES,
        rights = {Right.LIST_NODES, Right.LIST_PODS, Right.GET_DAEMON_SETS},
        statement = "A Loki canary runs ready on every node that its DaemonSet admits",
        remedy = "Check the canary pods and their events with 'kubectl get pods -n monitoring -l "
                + "app.kubernetes.io/component=canary -o wide' and 'kubectl describe pod'")
public class CanaryOnEveryNodeIT {
    @Test
    void everyAdmittedNodeRunsOneReadyCanary(Cluster cluster, Profile profile, Evidence evidence) {
        new DaemonOnEveryNode(cluster, evidence)
                .judge(
                        profile.namespaces().monitoring(),
                        profile.canary().daemonSet(),
                        profile.canary().pods(),
                        getClass());
    }
}
