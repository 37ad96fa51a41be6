package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.MUST;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.cluster.ReplicaReadiness;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-02",
        level = MUST,
        runbook = RunbookSection.HEALTH_CHECKS,
        requires = KUBERNETES,
        rights = {Right.LIST_NODES, Right.LIST_PODS, Right.GET_STATEFUL_SETS},
        statement = "Loki has all its replicas ready, with all their containers ready",
        remedy = "Check Loki's pod and its events with 'kubectl describe pod -n monitoring loki-0'")
public class LokiReplicasReadyIT {
    @Test
    void allReplicasAreReady(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        ReplicasReady ready = new ReplicasReady(cluster, evidence, getClass());
        SoftAssertions.assertSoftly(softly -> LokiComponent.of(profile)
                .forEach(component -> softly.check(() -> ready.judge(
                        component.kind().label(),
                        namespace + "/" + component.workload(),
                        ReplicaReadiness.of(cluster, namespace, component),
                        component.pods()))));
    }
}
