package io.logstack.conformance.containers.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.logstack.conformance.containers.config.ConfigurationException;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.containers.preflight.Needs;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K3sPlanTest {
    private static final Path PROFILE = Path.of("profiles/containers.yaml");

    @TempDir
    private Path directory;

    private static K3sPlan plan(Map<String, String> keys) {
        return plan(keys, Map.of());
    }

    private static K3sPlan plan(Map<String, String> keys, Map<String, String> surroundings) {
        Profile profile = Profiles.load(PROFILE, keys);
        return K3sPlan.of(profile, new ImageCatalogue(profile), surroundings);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private static <T extends HasMetadata> T object(K3sPlan plan, Class<T> type, String name) {
        return plan.manifests("192.0.2.7").objects().stream()
                .filter(object -> type.isInstance(object)
                        && object.getMetadata().getName().equals(name))
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theProfilesOwnIsOneNodeWithTheImagesOfItsCatalogue() {
        K3sPlan plan = plan(Map.of());

        assertThat(plan.nodes()).isEqualTo(1);
        assertThat(plan.manifests("192.0.2.7").images())
                .contains("docker.io/grafana/loki:3.4.6", "docker.io/library/busybox:1.37.0")
                .allSatisfy(image -> assertThat(image).startsWith("docker.io/"));
        assertThat(plan.toString()).doesNotContain("throw-away-minio", "worth-nothing-to-anybody");
    }

    @Test
    void aMirrorIsK3sOwnToo() {
        K3sPlan plan = plan(Map.of("images.registry", "mirror.lan:5000"));

        assertThat(plan.registry()).contains("mirror.lan:5000");
        assertThat(plan.k3s().toString()).startsWith("mirror.lan:5000/rancher/k3s:");
        assertThat(plan(Map.of("images.registry", "mirror.lan/hub")).registry()).isEmpty();
    }

    @Test
    void theOperatorsFilesAreWhatIsApplied() throws IOException {
        String loki = file("loki.yaml", config("3100", "${BURST}"));
        String alloy = file(
                "config.alloy",
                "loki.write \"here\" {\n  endpoint {\n    url = \"https://loki.example/loki/api/v1/push\"\n  }\n}\n");
        String rules = file("mine.yml", "groups:\n- name: mine\n  rules: []\n");

        K3sPlan plan = plan(Map.of("loki.config", loki, "alloy.config", alloy, "rules", rules), Map.of("BURST", "12"));

        assertThat(object(plan, ConfigMap.class, "loki").getData().get("config.yaml"))
                .contains("rook-ceph-rgw-storage.storage.svc.cluster.local", "${BURST}")
                .doesNotContain("s3.example");
        assertThat(object(plan, Secret.class, "loki-s3-credentials").getStringData())
                .containsEntry("BURST", "12");
        assertThat(object(plan, ConfigMap.class, "alloy").getData().get("config.alloy"))
                .contains("loki-gateway.monitoring.svc.cluster.local")
                .doesNotContain("loki.example");
        assertThat(object(plan, ConfigMap.class, "prometheus-kube-prometheus-stack-prometheus-rulefiles-0")
                        .getData())
                .containsOnlyKeys("mine.yaml");
    }

    private static String config(String port, String burst) {
        return String.join(
                "\n",
                "auth_enabled: false",
                "server:",
                "  http_listen_port: " + port,
                "common:",
                "  replication_factor: 1",
                "  storage:",
                "    s3:",
                "      endpoint: s3.example",
                "      bucketnames: loki-chunks",
                "limits_config:",
                "  ingestion_burst_size_mb: " + burst,
                "schema_config:",
                "  configs:",
                "  - {from: 2024-04-01, store: tsdb, object_store: s3, schema: v13}",
                "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3101 | 6        | listens on port 3101, where the cluster's Services do not look for it; accepted: 3100",
                "3100 | ${BURST} | names ${BURST}, which the environment of this run does not set"
            })
    void whatCouldNotRunInTheClusterIsRefused(String port, String burst, String why) throws IOException {
        String loki = file("loki.yaml", config(port, burst));

        assertThatThrownBy(() -> plan(Map.of("loki.config", loki)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why);
    }

    @Test
    void twoFilesOfRulesAreNotCalledTheSame() throws IOException {
        String one = file("mine.yaml", "groups:\n- name: mine\n  rules: []\n");
        String other = file("mine.yml", "groups:\n- name: mine\n  rules: []\n");

        assertThatThrownBy(() -> plan(Map.of("rules", one + "," + other)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has the name of another file of rules");
    }

    @Test
    void eachNodeNeedsMore() {
        assertThat(needs("3").memory().bytes() - needs("1").memory().bytes())
                .isEqualTo(needs("5").memory().bytes() - needs("3").memory().bytes())
                .isPositive();
        assertThat(needs("3").disk().bytes()).isGreaterThan(needs("1").disk().bytes());
    }

    private static Needs needs(String nodes) {
        Profile profile = Profiles.load(PROFILE, Map.of("containers.nodes", Objects.requireNonNull(nodes)));
        return K3sForm.needs(profile, List.of());
    }
}
