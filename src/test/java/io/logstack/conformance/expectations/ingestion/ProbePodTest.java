package io.logstack.conformance.expectations.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbePodTest {
    private final Profile profile = Profiles.load(
            Path.of("profiles/embedded.yaml"),
            Map.of("workload.probe-image", "registry/probe:1", "workload.probe-image-pull-secret", "pull"));
    private final Toleration toleration =
            new TolerationBuilder().withOperator("Exists").build();
    private final ProbePod probe = ProbePod.on("node-1", "20260301T120000Z-a1", 0);
    private final Pod pod = probe.manifest(profile, "20260301T120000Z-a1", List.of(toleration));
    private final Container container = pod.getSpec().getContainers().get(0);

    @Test
    void itSatisfiesTheRestrictedPodSecurityStandard() {
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(pod.getSpec().getVolumes()).isEmpty();
        assertThat(pod.getSpec().getHostNetwork()).isNull();
    }

    @Test
    void itSetsResourcesAndTakesItsImageFromTheProfile() {
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        assertThat(container.getImage()).isEqualTo("registry/probe:1");
        assertThat(pod.getSpec().getImagePullSecrets())
                .extracting(reference -> reference.getName())
                .containsExactly("pull");
    }

    @Test
    void itIsBoundToItsNodeAsAlloyIs() {
        assertThat(pod.getSpec().getNodeName()).isEqualTo("node-1");
        assertThat(pod.getSpec().getTolerations()).containsExactly(toleration);
    }

    @Test
    void itsNameIsADnsLabelThatKeepsTheNumberHoweverLongTheBatchIs() {
        assertThat(probe.name()).isEqualTo("logstack-conformance-20260301t120000z-a1-0");
        String longer = ProbePod.on("node-1", "x".repeat(100), 17).name();
        assertThat(longer)
                .hasSizeLessThanOrEqualTo(63)
                .startsWith("logstack-conformance-x")
                .endsWith("x-17");
    }

    @Test
    void itEndsByItself() {
        assertThat(pod.getSpec().getActiveDeadlineSeconds()).isPositive();
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void itsStartIsItsContainers() {
        assertThat(RestrictedPod.started(pod)).isEmpty();
        assertThat(RestrictedPod.waitsFor(pod)).isEqualTo("it has no status");
        Pod waiting = new PodBuilder(pod)
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting("Back-off pulling image", "ImagePullBackOff")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        assertThat(RestrictedPod.started(waiting)).isEmpty();
        assertThat(RestrictedPod.waitsFor(waiting)).isEqualTo("ImagePullBackOff Back-off pulling image");
        Pod running = new PodBuilder(pod)
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewRunning("2026-03-01T12:00:00Z")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        assertThat(RestrictedPod.started(running)).contains(Instant.parse("2026-03-01T12:00:00Z"));
    }
}
