package io.logstack.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersCommandsTest {
    @Test
    void imagesAreListedByName() {
        Executed images = Executed.of("images", "--names", "-Dlogstack.containers.cluster=none");

        assertThat(images.code()).isZero();
        assertThat(images.out().lines())
                .containsExactly(
                        "docker.io/testcontainers/ryuk:0.14.0",
                        "docker.io/minio/minio:RELEASE.2025-04-22T22-12-26Z",
                        "docker.io/grafana/loki:3.4.6");
    }

    @Test
    void imagesAreTakenFromAMirrorAndByTheirOverrides() {
        assertThat(Executed.of(
                                "images",
                                "--names",
                                "-Dlogstack.containers.cluster=none",
                                "-Dlogstack.images.registry=mirror.lan:5000",
                                "-Dlogstack.images.loki=registry.lan/team/loki:3.5.1-own")
                        .out()
                        .lines())
                .containsExactly(
                        "mirror.lan:5000/testcontainers/ryuk:0.14.0",
                        "mirror.lan:5000/minio/minio:RELEASE.2025-04-22T22-12-26Z",
                        "registry.lan/team/loki:3.5.1-own");
    }

    @Test
    void anImageThatIsNotPinnedIsAMistake() {
        Executed images = Executed.of("images", "--names", "-Dlogstack.images.loki=grafana/loki");

        assertThat(images.code()).isEqualTo(2);
        assertThat(images.err())
                .contains(
                        "images.loki: 'grafana/loki' is not pinned: it has neither tag nor digest, which means latest");
    }

    @Test
    void otherTiersHaveNoImages() {
        Executed images = Executed.of("images", "--profile", "profiles/embedded.yaml");

        assertThat(images.code()).isEqualTo(2);
        assertThat(images.err()).startsWith("profiles/embedded.yaml is of tier embedded, which starts no containers");
    }

    /** Whether there is a Docker here or not. */
    @Test
    void aConfigurationThatCannotBeUsedJudgesNothingAndIsCode2(@TempDir Path directory) throws IOException {
        Path config = directory.resolve("loki.yaml");
        Files.writeString(config, "schema_config: {configs: [{from: 2024-04-01, object_store: gcs}]}\n");

        Executed run = Executed.of(
                "run",
                "--profile",
                "profiles/containers.yaml",
                "--groups",
                "health",
                "-Dlogstack.containers.cluster=none",
                "-Dlogstack.loki.config=" + config);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("The run judged nothing: Loki and MinIO in containers cannot be started: loki.config "
                        + config + " keeps chunks in 'gcs' from 2024-04-01 on, for which MinIO cannot stand in");
    }
}
