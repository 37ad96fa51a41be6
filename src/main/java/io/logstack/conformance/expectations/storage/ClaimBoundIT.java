package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.ROOK;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Storage
@Observe
@Expectation(
        id = "STORAGE-01",
        level = MUST,
        runbook = RunbookSection.STORAGE_USAGE,
        requires = {KUBERNETES, ROOK},
        rights = Right.GET_CLAIMS,
        statement = "The ObjectBucketClaim is Bound",
        remedy =
                "Read the claim with 'kubectl get obc -n monitoring loki-bucket -o yaml', then the log of Rook's operator")
public class ClaimBoundIT {
    @Test
    void thePhaseIsBound(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String name = profile.objectStore().claim();
        Optional<GenericKubernetesResource> claim =
                cluster.custom("objectbucket.io/v1alpha1", "ObjectBucketClaim", "objectbucketclaims", namespace, name);
        String phase = claim.map(found -> {
                    Object status = found.get("status", "phase");
                    return status == null ? "no phase" : status.toString();
                })
                .orElse("no such claim");
        String source = "ObjectBucketClaim " + namespace + "/" + name;
        evidence.measured("phase", phase, "", "= Bound", source);
        assertThat(new Finding(phase.equals("Bound"), "phase Bound", phase, source))
                .orElse(getClass())
                .holds();
    }
}
