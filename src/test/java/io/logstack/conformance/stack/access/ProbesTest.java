package io.logstack.conformance.stack.access;

import static io.logstack.conformance.stack.access.AnsweringKubernetes.PODS;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.pod;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.pods;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Stack;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void removesExpiredLeftoversWhereProbesAreAllowed() {
        kubernetes.answer(
                "GET " + PODS,
                200,
                pods(
                        "",
                        probe("old", "2020-01-01T00:00:00Z"),
                        probe("young", "2999-01-01T00:00:00Z"),
                        pod("unmarked")));
        kubernetes.answer("DELETE " + PODS + "/old", 200, "{\"kind\":\"Status\"}");

        kubernetes.connect("observe").close();
        assertThat(kubernetes.asked()).isEmpty();
        kubernetes.connect("probe").close();

        assertThat(kubernetes.asked())
                .filteredOn(request -> request.method().equals("DELETE"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo(PODS + "/old");
                    assertThat(new String(request.body(), StandardCharsets.UTF_8))
                            .contains("\"uid\":\"uid-old\"");
                });
        assertThat(kubernetes.asked().get(0).parameter("labelSelector"))
                .isEqualTo("app.kubernetes.io/managed-by=logstack-conformance");
    }

    private Cluster cluster() {
        return stack.cluster();
    }
}
