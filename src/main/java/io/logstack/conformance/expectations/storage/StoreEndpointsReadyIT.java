package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.ROOK;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.cluster.ServiceEndpoints;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import org.junit.jupiter.api.Test;

@Storage
@Observe
@Expectation(
        id = "STORAGE-08",
        level = MUST,
        runbook = RunbookSection.S3_STORAGE_ISSUES,
        requires = {KUBERNETES, ROOK},
        rights = {Right.GET_STORE_SERVICE, Right.LIST_STORE_ENDPOINTS},
        statement = "The RGW's Service has ready endpoints",
        remedy = "Check the Service with 'kubectl get svc -n storage rook-ceph-rgw-storage' and the RGW's pods with "
                + "'kubectl get pods -n storage -l app=rook-ceph-rgw'")
public class StoreEndpointsReadyIT {
    @Test
    void theServiceLeadsToReadyPods(Cluster cluster, Profile profile, Evidence evidence) {
        ServiceEndpoints endpoints = ServiceEndpoints.read(
                cluster, profile.namespaces().storage(), profile.objectStore().service());
        String source = "EndpointSlices of Service " + endpoints.service();
        evidence.measured("Service exists", endpoints.exists(), "", "= true", "Service " + endpoints.service());
        evidence.measured("ready endpoints", endpoints.ready().size(), "addresses", ">= 1", source);
        evidence.measured("endpoints that are not ready", endpoints.unready().size(), "addresses", null, source);
        assertThat(endpoints).orElse(getClass()).leadsToReadyEndpoints();
    }
}
