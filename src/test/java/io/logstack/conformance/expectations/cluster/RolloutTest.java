package io.logstack.conformance.expectations.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.junit.jupiter.api.Test;

class RolloutTest {
    @Test
    void complete() {
        assertThat(new Rollout("Deployment monitoring/loki-gateway", 2, 2, 2, 7, 7).undone())
                .isEmpty();
    }

    @Test
    void aGenerationThatTheControllerHasNotSeen() {
        assertThat(new Rollout("Deployment monitoring/loki-gateway", 2, 2, 2, 8, 7).undone())
                .containsExactly("the controller has acted on generation 7 of 8");
    }

    @Test
    void oldPodsBesideNewOnes() {
        assertThat(new Rollout("Deployment monitoring/loki-gateway", 2, 2, 3, 7, 7).undone())
                .containsExactly("1 pods are of an older template");
    }

    @Test
    void aControllerThatIsToHaveNoPodShowsNothing() {
        assertThat(new Rollout("StatefulSet monitoring/loki", 0, 0, 0, 1, 1).undone())
                .containsExactly("it is to have no pod at all");
    }

    @Test
    void withoutStatusNothingIsDone() {
        assertThat(Rollout.of(new StatefulSetBuilder()
                                .withNewMetadata()
                                .withGeneration(1L)
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(1)
                                .endSpec()
                                .build())
                        .undone())
                .hasSize(2);
        assertThat(Rollout.of(new DeploymentBuilder()
                                .withNewMetadata()
                                .withGeneration(1L)
                                .endMetadata()
                                .withNewSpec()
                                .endSpec()
                                .withNewStatus()
                                .endStatus()
                                .build())
                        .undone())
                .hasSize(2);
        assertThat(Rollout.of(new DaemonSetBuilder()
                                .withNewMetadata()
                                .withGeneration(1L)
                                .endMetadata()
                                .build())
                        .undone())
                .contains("it is to have no pod at all");
    }
}
