package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Disrupt;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Recovery;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Outage;
import org.junit.jupiter.api.Test;

/** Expectations that disturb, and do or do not put back what they changed. */
final class Disturbers {
    static final Deployment DEPLOYMENT = new DeploymentBuilder()
            .withNewMetadata()
            .withNamespace("monitoring")
            .withName("gateway")
            .endMetadata()
            .withNewSpec()
            .withReplicas(2)
            .endSpec()
            .build();

    private Disturbers() {}

    static GenericKubernetesResource release() {
        GenericKubernetesResource release = new GenericKubernetesResource();
        release.setApiVersion("helm.toolkit.fluxcd.io/v2");
        release.setKind("HelmRelease");
        release.setMetadata(new ObjectMetaBuilder()
                .withNamespace("monitoring")
                .withName("loki")
                .build());
        return release;
    }

    @Recovery
    @Disrupt
    @Expectation(
            id = "RECOVERY-01",
            level = Level.MUST,
            runbook = RunbookSection.RECOVERY_PROCEDURES,
            requires = {Capability.KUBERNETES, Capability.OUTAGE},
            alone = true,
            statement = "Leaves everything as it changed it",
            remedy = "Nothing.")
    static class Leaves {
        @Test
        void judge(Cluster cluster, Outage outage) {
            cluster.scale(DEPLOYMENT, 3);
            cluster.scale(DEPLOYMENT, 1);
            cluster.delete("helmreleases", release());
            outage.begin();
            assertThat("left").isEmpty();
        }
    }

    @Recovery
    @Disrupt
    @Expectation(
            id = "RECOVERY-02",
            level = Level.MUST,
            runbook = RunbookSection.RECOVERY_PROCEDURES,
            requires = {Capability.KUBERNETES, Capability.OUTAGE},
            alone = true,
            statement = "Puts everything back",
            remedy = "Nothing.")
    static class PutsBack {
        @Test
        void judge(Cluster cluster, Outage outage, Evidence evidence) {
            cluster.scale(DEPLOYMENT, 3);
            cluster.scale(DEPLOYMENT, 2);
            cluster.delete("helmreleases", release());
            cluster.apply("helmreleases", release());
            outage.begin();
            outage.end();
            evidence.measured("put back", true, "", "= true", "a fake");
        }
    }
}
