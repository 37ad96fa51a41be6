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
        id = "HEALTH-01",
        level = MUST,
        runbook = RunbookSection.HEALTH_CHECKS,
        requires = KUBERNETES,
        rights = {Right.LIST_NODES, Right.LIST_PODS, Right.GET_DAEMON_SETS},
        statement = "Alloy runs once, with all its containers ready, on every node that its DaemonSet admits",
        remedy = "Check the Alloy pods with 'kubectl get pods -n monitoring -l app.kubernetes.io/name=alloy -o wide', "
                + "then restart them with 'kubectl rollout restart daemonset/alloy -n monitoring'")
public class AlloyOnEveryNodeIT {
    @Test
    void everyAdmittedNodeRunsOneReadyAlloy(Cluster cluster, Profile profile, Evidence evidence) {
        new DaemonOnEveryNode(cluster, evidence)
                .judge(
                        profile.namespaces().monitoring(),
                        profile.alloy().daemonSet(),
                        profile.alloy().pods(),
                        getClass());
    }
}
