package io.logstack.conformance.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

class DockerSearchTest {
    @Test
    void aHostThatDoesNotAnswerIsNamed(@TempDir Path home) {
        assertThat(new DockerSearch(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1"), home).whereItWasLookedFor())
                .isEqualTo(
                        "no Docker answers at tcp://127.0.0.1:1, which DOCKER_HOST names; start it there, or correct or"
                                + " unset DOCKER_HOST");
    }

    @Test
    void everyPlaceIsNamedWithWhatIsThere(@TempDir Path home) throws IOException {
        Files.createFile(home.resolve("docker.sock"));

        assertThat(new DockerSearch(Map.of("XDG_RUNTIME_DIR", home.toString()), home).whereItWasLookedFor())
                .startsWith(
                        "no Docker answers: DOCKER_HOST is not set, and there is none at unix:///var/run/docker.sock (")
                .contains("unix://" + home + "/docker.sock (nobody listens)")
                .contains("unix://" + home + "/.docker/run/docker.sock (no such file)")
                .endsWith("; start Docker, or say in DOCKER_HOST where it listens");
    }

    @Test
    void whatIsKeptDoesNotTakeTheLabelByWhichItWouldBeRemoved() {
        UnreapedLabels labels = new UnreapedLabels(StackLabels.of("abc", "loki", true));

        labels.putAll(Map.of(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, "1", "other", "2"));
        labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, "1");

        assertThat(labels)
                .containsOnly(
                        Map.entry(StackLabels.PLAN, "abc"),
                        Map.entry(StackLabels.PART, "loki"),
                        Map.entry(StackLabels.KEPT, "true"),
                        Map.entry("other", "2"));
        assertThat(StackLabels.ofOwn(StackLabels.of("abc", "network", true)))
                .doesNotContainKey(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL);
        assertThat(StackLabels.ofOwn(StackLabels.of("abc", "network", false)))
                .containsEntry(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
    }
}
