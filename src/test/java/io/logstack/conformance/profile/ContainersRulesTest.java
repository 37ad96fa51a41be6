package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersRulesTest {
    private static final Path CONTAINERS = Path.of("profiles/containers.yaml");

    @Test
    void theCatalogueIsPinnedAndWholeForBothForms() {
        Profile.Images images = load(Map.of()).images();

        assertThat(images.loki()).contains(ImageName.parse("grafana/loki:3.4.6"));
        assertThat(images.k3s()).isPresent();
        assertThat(load(Map.of("containers.cluster", "none")).containers().cluster())
                .isEqualTo(ClusterKind.NONE);
    }

    @Test
    void withoutAClusterNothingOfItIsRequired() {
        assertThat(load(Map.of()).requiredCapabilities().orElseThrow()).contains(Capability.KUBERNETES);
        assertThat(load(Map.of("containers.cluster", "none"))
                        .requiredCapabilities()
                        .orElseThrow())
                .containsExactlyInAnyOrder(Capability.LOKI, Capability.OBJECT_STORE);
        assertThat(load(Map.of("containers.cluster", "none", "required-capabilities", "kubernetes"))
                        .requiredCapabilities())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "images.loki             | grafana/loki:latest |"
                        + " images.loki: 'grafana/loki:latest' is not pinned: the tag 'latest' means another image tomorrow;"
                        + " accepted: an image pinned by tag or digest, such as docker.io/grafana/loki:3.4.6 or"
                        + " grafana/loki@sha256:…",
                "images.loki             | |"
                        + " tier containers needs images.loki; accepted: an image pinned by tag or digest, such as"
                        + " docker.io/grafana/loki:3.4.6 or grafana/loki@sha256:…, as in profiles/containers.yaml",
                "images.registry         | http://mirror.lan |"
                        + " images.registry: 'http://mirror.lan' is no registry; accepted: a host with its port, and a path"
                        + " where the mirror has one, without http://, such as mirror.lan:5000 or mirror.lan/hub",
                "workload.probe-image    | busybox | workload.probe-image: 'busybox' is not pinned: it has neither tag nor"
                        + " digest, which means latest; accepted on tier containers: an image pinned",
                "images.lokki            | a:1 | -Dlogstack.images.lokki matches no key; did you mean -Dlogstack.images.loki?",
                "loki.config             | no.yaml |"
                        + " loki.config: there is no readable file 'no.yaml'; accepted: a path with no ~ or variable in it",
                "containers.keep         | yes | 'yes' is neither true nor false; accepted: true or false",
                "containers.nodes        | 0 |"
                        + " containers.nodes: '0' is no number of nodes for one machine; accepted: 1 to 9",
                "containers.ready-within | 0s | containers.ready-within",
                "object-store.secret-key | short |"
                        + " object-store.secret-key is shorter than the 8 characters that MinIO asks for",
                "object-store.access-key | |"
                        + " tier containers makes its object store with object-store.access-key and object-store.secret-key,"
                        + " which are missing; accepted: both, as in profiles/containers.yaml"
            })
    void aMistakeIsNamed(String key, String value, String mistake) {
        assertThatThrownBy(() -> load(Map.of(key, value == null ? "" : value)))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(mistake);
    }

    @Test
    void rulesNeedAClusterToBeReadIn() {
        assertThatThrownBy(() -> load(Map.of("containers.cluster", "none", "rules", "fixtures/cluster/rules.yaml")))
                .hasMessageContaining(
                        "rules has nobody to read it: containers.cluster none starts Loki and its object store"
                                + " alone; accepted: containers.cluster k3s");
    }

    @Test
    void otherTiersStartNothingWithAConfiguration(@TempDir Path directory) throws IOException {
        Path config = Files.writeString(directory.resolve("loki.yaml"), "auth_enabled: false\n");

        assertThatThrownBy(() ->
                        Profiles.load(Path.of("profiles/embedded.yaml"), Map.of("loki.config", config.toString())))
                .hasMessageContaining(
                        "but only the containers tier starts a stack with it; accepted: no loki.config on tier"
                                + " embedded");
    }

    private static Profile load(Map<String, String> overrides) {
        return Profiles.load(CONTAINERS, new TreeMap<>(overrides));
    }
}
