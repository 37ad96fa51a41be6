package io.logstack.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.access.LiveStackProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that a killed run left scaled is put back by the next run that may, and by no other. */
class PutBackTest {
    private static final String WAS = "logstack.io/conformance-was";
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private LiveHomelab live;

    @BeforeEach
    void start() throws IOException {
        live = new LiveHomelab(HomelabOptions.DEFAULT.withQuiet(true), directory);
    }

    @AfterEach
    void stop() {
        live.close();
    }

    private Deployment gateway() {
        return live.homelab()
                .kubernetes()
                .store()
                .get(Deployment.class, "monitoring", "loki-gateway")
                .orElseThrow();
    }

    private void leftScaled(String note) {
        live.homelab()
                .kubernetes()
                .store()
                .update(
                        Deployment.class,
                        "monitoring",
                        "loki-gateway",
                        gateway -> new DeploymentBuilder(gateway)
                                .editMetadata()
                                .addToAnnotations(WAS, note)
                                .endMetadata()
                                .editSpec()
                                .withReplicas(3)
                                .endSpec()
                                .build());
    }

    private void run(String safety) {
        Statement statement = new ConformanceLauncher(live.profile(safety))
                .tags("capacity & observe")
                .run();
        assertThat(statement.judgedAnything()).isTrue();
    }

    private static String note(Instant expires, String maker) {
        return "{\"replicas\":1,\"run\":\"killed\",\"expires\":\"" + expires + "\",\"maker\":\"" + maker + "\"}";
    }

    @Test
    void whatHasExpiredIsPutBackAtDisrupt() {
        leftScaled(note(Instant.now().minusSeconds(1), "another-machine/1/1"));

        run("probe");
        assertThat(gateway().getSpec().getReplicas()).isEqualTo(3);

        run("disrupt");
        assertThat(gateway().getSpec().getReplicas()).isEqualTo(1);
        assertThat(annotations()).doesNotContainKey(WAS);
    }

    @Test
    void whatAnotherRunNeedsOrNobodyCanReadStays() {
        leftScaled(note(Instant.now().plus(HOUR), "another-machine/1/1"));
        run("disrupt");
        assertThat(gateway().getSpec().getReplicas()).isEqualTo(3);
        assertThat(annotations()).containsKey(WAS);

        leftScaled("three");
        run("disrupt");
        assertThat(gateway().getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void isNotedWhileItIsScaledAndNotAfterwards() {
        try (Stack stack = new LiveStackProvider().start(live.profile("disrupt"))) {
            Deployment before =
                    stack.cluster().deployment("monitoring", "loki-gateway").orElseThrow();
            stack.begin("own");
            stack.cluster().scale(before, 3);
            assertThat(gateway().getSpec().getReplicas()).isEqualTo(3);
            assertThat(annotations().get(WAS))
                    .contains("\"replicas\":1", "\"run\":\"own\"", "\"expires\":\"20", "\"maker\":");

            stack.cluster().scale(before, 1);
            assertThat(gateway().getSpec().getReplicas()).isEqualTo(1);
            assertThat(annotations()).doesNotContainKey(WAS);
        }
    }

    private Map<String, String> annotations() {
        return gateway().getMetadata().getAnnotations();
    }
}
