package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.cluster.ReplicaReadiness;
import io.logstack.conformance.expectations.cluster.ServiceEndpoints;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-03",
        level = MUST,
        runbook = RunbookSection.HEALTH_CHECKS,
        requires = KUBERNETES,
        rights = {Right.LIST_NODES, Right.LIST_PODS, Right.GET_DEPLOYMENTS, Right.GET_SERVICES, Right.LIST_ENDPOINTS},
        statement = "The gateway has all its replicas ready and its Service has ready endpoints",
        remedy = "Check the gateway's pods with 'kubectl get pods -n monitoring -l "
                + "app.kubernetes.io/component=gateway' and their events with 'kubectl describe pod'")
public class GatewayReadyIT {
    @Test
    void replicasAreReadyAndTheServiceLeadsToThem(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String name = profile.gateway().deployment();
        new ReplicasReady(cluster, evidence, getClass())
                .judge(
                        "Deployment",
                        namespace + "/" + name,
                        ReplicaReadiness.ofDeployment(cluster, namespace, name),
                        profile.gateway().pods());
        ServiceEndpoints endpoints =
                ServiceEndpoints.read(cluster, namespace, profile.gateway().service());
        evidence.measured(
                "ready endpoints",
                endpoints.ready().size(),
                "addresses",
                ">= 1",
                "EndpointSlices of Service " + endpoints.service());
        assertThat(endpoints).orElse(getClass()).leadsToReadyEndpoints();
    }
}
