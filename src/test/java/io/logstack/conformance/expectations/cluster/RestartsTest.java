package io.logstack.conformance.expectations.cluster;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartsTest {
    private static final Instant FROM = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BEFORE = "2026-03-01T11:59:59Z";
    private static final String WITHIN = "2026-03-01T12:00:00Z";

    @Test
    void aContainerThatRunsSinceLongAgoIsFine() {
        assertThat(of(running(0, BEFORE).build())).areNone();
    }

    @Test
    void restartsOfFormerDaysDoNotCount() {
        assertThat(of(ended(running(17, BEFORE), BEFORE, "Error", 1))).areNone();
    }

    @Test
    void anOomKillOfFormerDaysDoesNotCount() {
        assertThat(of(ended(running(1, BEFORE), BEFORE, "OOMKilled", 137))).areNone();
    }

    @Test
    void aRestartWithinTheWindowIsNamed() {
        assertThat(of(ended(running(1, WITHIN), WITHIN, "Error", 1)).findings())
                .singleElement()
                .asString()
                .contains("loki-0/loki", WITHIN, "exit code 1", "1 restarts");
    }

    @Test
    void aRestartWhoseLastEndIsForgottenIsSeenByItsStart() {
        assertThat(of(running(3, WITHIN).build()).findings()).hasSize(1);
    }

    @Test
    void anOomKillWithinTheWindowIsNamed() {
        assertThat(of(ended(running(1, WITHIN), WITHIN, "OOMKilled", 137)).findings())
                .singleElement()
                .asString()
                .contains("OOMKilled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CrashLoopBackOff", "ImagePullBackOff", "ErrImagePull", "CreateContainerConfigError"})
    void aContainerThatCannotStartIsNamedHoweverLongAgoItTried(String reason) {
        ContainerStatus waiting = new ContainerStatusBuilder()
                .withName("loki")
                .withRestartCount(9)
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .endWaiting()
                .endState()
                .build();
        assertThat(of(ended(new ContainerStatusBuilder(waiting), BEFORE, "Error", 1))
                        .findings())
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void aContainerThatIsBeingCreatedIsFine() {
        ContainerStatus waiting = new ContainerStatusBuilder()
                .withName("loki")
                .withRestartCount(0)
                .withNewState()
                .withNewWaiting()
                .withReason("ContainerCreating")
                .endWaiting()
                .endState()
                .build();
        assertThat(of(waiting)).areNone();
    }

    @Test
    void noPodIsNoEvidence() {
        assertThatThrownBy(() ->
                        assertThat(Restarts.since(FROM, "Loki", List.of())).areNone())
                .hasMessageContaining("no pod to judge by");
    }

    @Test
    void podsWithoutContainerStatusAreNoEvidence() {
        assertThatThrownBy(() -> assertThat(of()).areNone()).hasMessageContaining("without any container status");
    }

    private static Restarts of(ContainerStatus... statuses) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("loki-0")
                .endMetadata()
                .withNewStatus()
                .withContainerStatuses(statuses)
                .endStatus()
                .build();
        return Restarts.since(FROM, "Loki", List.of(pod));
    }

    private static ContainerStatusBuilder running(int restarts, String since) {
        return new ContainerStatusBuilder()
                .withName("loki")
                .withRestartCount(restarts)
                .withNewState()
                .withNewRunning()
                .withStartedAt(since)
                .endRunning()
                .endState();
    }

    private static ContainerStatus ended(ContainerStatusBuilder status, String at, String reason, int code) {
        return status.withNewLastState()
                .withNewTerminated()
                .withFinishedAt(at)
                .withReason(reason)
                .withExitCode(code)
                .endTerminated()
                .endLastState()
                .build();
    }
}
