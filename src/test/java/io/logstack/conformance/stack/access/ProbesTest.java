package io.logstack.conformance.stack.access;

import static io.logstack.conformance.stack.access.AnsweringKubernetes.PODS;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.pod;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.pods;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made in a cluster is marked, and removed; nothing else is. */
class ProbesTest {
    private final AnsweringKubernetes kubernetes = new AnsweringKubernetes();
    private final Stack stack = kubernetes.connect("observe");

    @AfterEach
    void close() {
        stack.close();
        kubernetes.close();
    }

    @Test
    void marksProbesAndDeletesThemByUid() {
        kubernetes.answer("POST " + PODS, 201, probe("probe", "2026-11-22T10:00:00Z"));
        kubernetes.answer("DELETE " + PODS + "/probe", 200, probe("probe", "2026-11-22T10:00:00Z"));

        Pod made = cluster()
                .createProbe(new PodBuilder()
                        .withNewMetadata()
                        .withName("probe")
                        .withNamespace("monitoring")
                        .addToLabels("app", "x")
                        .endMetadata()
                        .build());
        cluster().deleteProbe(made);

        assertThat(kubernetes.sent("POST"))
                .contains("\"app\":\"x\"")
                .contains("\"app.kubernetes.io/managed-by\":\"logstack-conformance\"")
                .contains("\"logstack.io/conformance-run\":")
                .contains("\"logstack.io/conformance-expires\":\"20");
        assertThat(kubernetes.sent("DELETE")).contains("\"uid\":\"uid-probe\"");
        assertThatThrownBy(() -> cluster()
                        .deleteProbe(new PodBuilder()
                                .withNewMetadata()
                                .withName("somebody-elses")
                                .endMetadata()
                                .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no UID");
    }

    @Test
    void deletesAtTheEndWhatWasNotDeletedBefore() {
        kubernetes.answer("POST " + PODS, 201, probe("probe", "2026-11-22T10:00:00Z"));
        kubernetes.answer("DELETE " + PODS + "/probe", 200, "{\"kind\":\"Status\"}");
        cluster()
                .createProbe(new PodBuilder()
                        .withNewMetadata()
                        .withName("probe")
                        .withNamespace("monitoring")
                        .endMetadata()
                        .build());
        stack.recordingTo(exchange -> {}).close();
        assertThat(kubernetes.asked()).noneMatch(request -> request.method().equals("DELETE"));

        stack.close();

        assertThat(kubernetes.sent("DELETE")).contains("\"uid\":\"uid-probe\"");
    }

    /** As when an interrupt comes between the request and its answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deletesAtTheEndWhatWasMadeWithoutAnAnswer(boolean ours) {
        kubernetes.answer("POST " + PODS, 503, "{\"kind\":\"Status\",\"code\":503,\"message\":\"cut off\"}");
        kubernetes.answer(
                "GET " + PODS + "/probe",
                200,
                probe("probe", "2026-11-22T10:00:00Z")
                        .replace(
                                "\"labels\":{",
                                "\"labels\":{\"logstack.io/conformance-run\":\"" + (ours ? "mine" : "another")
                                        + "\","));
        kubernetes.answer("DELETE " + PODS + "/probe", 200, "{\"kind\":\"Status\"}");
        Stack run = kubernetes.connect("probe");
        run.begin("mine");
        assertThatThrownBy(() -> run.cluster()
                        .createProbe(new PodBuilder()
                                .withNewMetadata()
                                .withName("probe")
                                .withNamespace("monitoring")
                                .endMetadata()
                                .build()))
                .isInstanceOf(NoAnswerException.class);

        run.close();

        assertThat(kubernetes.sent("DELETE")).contains(ours ? "\"uid\":\"uid-probe\"" : "no DELETE was sent");
    }

    @Test
    void marksWithTheRunsIdAsFarAsALabelCanHoldIt() {
        kubernetes.answer("POST " + PODS, 201, probe("probe", "2026-11-22T10:00:00Z"));
        Stack run = kubernetes.connect("probe");
        run.begin("nightly/2026-11-22 (again)");
        run.cluster()
                .createProbe(new PodBuilder()
                        .withNewMetadata()
                        .withName("probe")
                        .withNamespace("monitoring")
                        .endMetadata()
                        .build());
        run.close();

        assertThat(kubernetes.sent("POST"))
                .contains("\"logstack.io/conformance-run\":\"nightly-2026-11-22--again\"")
                .contains("\"logstack.io/conformance-maker\":\"" + Maker.self().orElseThrow() + "\"");
    }

    @Test
    void removesWhatNobodyNeedsAnyMoreWhereProbesAreAllowed() throws IOException {
        Maker self = Maker.self().orElseThrow();
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .start();
        ended.onExit().join();
        kubernetes.answer(
                "GET " + PODS,
                200,
                pods(
                        "",
                        probe("old", "2020-01-01T00:00:00Z"),
                        probe("young", "2999-01-01T00:00:00Z"),
                        probe("unreadable", "soon"),
                        probe("of-one-that-lives", "2999-01-01T00:00:00Z", self.toString()),
                        probe(
                                "of-one-that-was-killed",
                                "2999-01-01T00:00:00Z",
                                new Maker(self.machine(), ended.pid(), self.startedAt()).toString()),
                        probe(
                                "of-another-machine",
                                "2999-01-01T00:00:00Z",
                                new Maker("another-1", ended.pid(), self.startedAt()).toString()),
                        pod("unmarked")));
        kubernetes.answer("DELETE " + PODS + "/old", 200, "{\"kind\":\"Status\"}");
        kubernetes.answer("DELETE " + PODS + "/of-one-that-was-killed", 200, "{\"kind\":\"Status\"}");

        Stack observing = kubernetes.connect("observe");
        observing.begin("next");
        observing.removeLeftovers(Duration.ZERO);
        observing.close();
        assertThat(kubernetes.asked()).isEmpty();

        Stack probing = kubernetes.connect("probe");
        probing.begin("next");
        probing.close();

        assertThat(kubernetes.asked())
                .filteredOn(request -> request.method().equals("DELETE"))
                .extracting(
                        Request::path,
                        request ->
                                new String(request.body(), StandardCharsets.UTF_8).replaceAll(".*\"uid\":\"|\".*", ""))
                .containsExactly(
                        tuple(PODS + "/old", "uid-old"),
                        tuple(PODS + "/of-one-that-was-killed", "uid-of-one-that-was-killed"));
        assertThat(kubernetes.asked().get(0).parameter("labelSelector"))
                .isEqualTo("app.kubernetes.io/managed-by=logstack-conformance");
    }

    private Cluster cluster() {
        return stack.cluster();
    }
}
