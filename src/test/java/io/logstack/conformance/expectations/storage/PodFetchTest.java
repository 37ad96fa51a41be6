package io.logstack.conformance.expectations.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodFetchTest {
    private static final String URL = "http://rgw.storage.svc:80/loki-chunks";

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void aRefusalOfAnonymousRequestsIsAnAnswer() {
        PodFetch seen = PodFetch.of(Optional.of(pod("Running")), """
                Connecting to rgw.storage.svc:80 (10.43.0.7:80)
                  HTTP/1.1 403 Forbidden
                wget: server returned error: HTTP/1.1 403 Forbidden
                """);
        assertThat(seen.told()).isTrue();
        seen.judge(URL, ReachableFromPodIT.class, evidence);
        assertThat(evidence.values()).containsValue(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wget: can't connect to remote host (10.43.0.7): Connection refused",
                "wget: bad address 'rgw.storage.svc:80'",
                "wget: download timed out",
                "  HTTP/1.1 503 Service Unavailable",
                ""
            })
    void aPodThatEndsWithoutAnAnswerReachedNothing(String log) {
        PodFetch seen = PodFetch.of(Optional.of(pod("Failed")), log);
        assertThat(seen.told()).isTrue();
        assertThatThrownBy(() -> seen.judge(URL, ReachableFromPodIT.class, evidence))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(URL);
    }

    @Test
    void aPodThatStillTriesIsWaitedFor() {
        assertThat(PodFetch.of(Optional.of(pod("Running")), "wget: download timed out\n")
                        .told())
                .isFalse();
        assertThat(PodFetch.of(Optional.empty(), "").told()).isFalse();
    }

    @Test
    void aPodThatNeverStartedTellsNothingOfTheNetwork() {
        Pod waiting = new PodBuilder()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting("Back-off pulling image", "ImagePullBackOff")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        assertThatThrownBy(() -> PodFetch.of(Optional.of(waiting), "").judge(URL, ReachableFromPodIT.class, evidence))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("ImagePullBackOff");
        assertThatThrownBy(() -> PodFetch.of(Optional.empty(), "").judge(URL, ReachableFromPodIT.class, evidence))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("it does not exist");
    }

    @Test
    void anImageWithoutWgetTellsNothingOfTheNetwork() {
        assertThatThrownBy(() -> PodFetch.of(Optional.of(pod("Failed")), "sh: wget: not found\nsh: wget: not found\n")
                        .judge(URL, ReachableFromPodIT.class, evidence))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("workload.probe-image");
    }

    @Test
    void itTriesAgainWhileThePodsNetworkComesUp() {
        assertThat(PodFetch.script(URL, Duration.ofMillis(200)))
                .isEqualTo("wget -S -T 1 -O /dev/null " + URL + "; sleep 1; wget -S -T 1 -O /dev/null " + URL
                        + "; sleep 1; wget -S -T 1 -O /dev/null " + URL);
    }

    private static Pod pod(String phase) {
        return new PodBuilder()
                .withNewStatus()
                .withPhase(phase)
                .addNewContainerStatus()
                .withNewState()
                .withNewRunning("2026-03-01T12:00:00Z")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
