package io.logstack.conformance.containers.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.containers.FakeDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostImagesTest {
    private static final String LOKI = "docker.io/grafana/loki:3.4.6";
    private static final byte[] ARCHIVE = {1, 2, 3};

    private final FakeDocker docker = new FakeDocker();
    private Path archives;
    private HostImages images;

    @BeforeEach
    void make(@TempDir Path directory) throws IOException {
        archives = Files.createDirectory(directory.resolve("archives"));
        images = new HostImages(docker.client(), archives);
    }

    @AfterEach
    void stop() {
        docker.close();
    }

    @Test
    void onlyWhatDockerHasIsTakenFromIt() {
        docker.image(LOKI);

        assertThat(images.present(List.of("docker.io/grafana/alloy:v1.9.1", LOKI)))
                .containsExactly(LOKI);
    }

    @Test
    void whatAnArchiveWouldNotNameIsLeftToTheNodes() {
        String byDigest = "docker.io/grafana/loki@sha256:" + "0".repeat(64);
        docker.image(byDigest);

        assertThat(images.present(List.of(byDigest))).isEmpty();
    }

    @Test
    void whatK3sRunsItselfIsFoundByItsMaker() {
        docker.on(
                "GET /images/json",
                200,
                "[{'Id': 'sha256:1', 'RepoTags': ['rancher/mirrored-pause:3.6', 'rancher/k3s:v1.33.1-k3s1']},"
                        + " {'Id': 'sha256:2', 'RepoTags': ['grafana/loki:3.4.6']}, {'Id': 'sha256:3'}]");

        assertThat(images.ofK3s()).containsExactly("rancher/mirrored-pause:3.6");
    }

    @Test
    void manyImagesAreOneArchive() {
        docker.onBytes("GET /images/get", ARCHIVE);

        Optional<Path> archive = images.save("stack", List.of(LOKI, "registry.lan:5000/alloy:1"));

        assertThat(archive).get().satisfies(file -> assertThat(file).hasBinaryContent(ARCHIVE));
        assertThat(docker.asked()).containsOnlyOnce("GET /images/get");
        images.forget();
        assertThat(archives).doesNotExist();
    }

    @Test
    void ofNoImagesThereIsNoArchive() {
        assertThat(images.save("stack", List.of())).isEmpty();
        assertThat(docker.asked()).doesNotContain("GET /images/get");
    }
}
