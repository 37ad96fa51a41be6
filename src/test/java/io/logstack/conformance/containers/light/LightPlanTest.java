package io.logstack.conformance.containers.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.containers.config.ConfigurationException;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightPlanTest {
    private static final String DISK =
            "schema_config: {configs: [{from: 2024-04-01, object_store: filesystem}]}\nauth_enabled: ";

    @TempDir
    Path directory;

    @Test
    void isTheSameForTheSameOnly() throws IOException {
        String hash = plan(Map.of(), Map.of()).hash();

        assertThat(plan(Map.of(), Map.of("UNUSED", "1")).hash()).isEqualTo(hash);
        assertThat(plan(Map.of("timeouts.poll", "1s"), Map.of()).hash()).isEqualTo(hash);
        assertThat(plan(Map.of("images.loki", "grafana/loki:3.5.1"), Map.of()).hash())
                .isNotEqualTo(hash);
        assertThat(plan(Map.of("images.minio", "minio/minio:other"), Map.of()).hash())
                .isNotEqualTo(hash);
        assertThat(plan(Map.of("object-store.secret-key", "another-secret"), Map.of())
                        .hash())
                .isNotEqualTo(hash);
        assertThat(plan(Map.of("object-store.bucket", "other"), Map.of()).hash())
                .isNotEqualTo(hash);
        assertThat(plan(config(DISK + "false"), Map.of()).hash()).isNotEqualTo(hash);
    }

    @Test
    void variablesComeFromTheSurroundings() throws IOException {
        Map<String, String> config = config(DISK + "${TENANTS}\nfrontend: {max: ${MAX}, min: ${MIN:1}}\n");

        assertThat(plan(with(config, "loki.tenant", "team"), Map.of("MAX", "7", "TENANTS", "false", "X", "8"))
                        .environment())
                .containsEntry("MAX", "7")
                .containsEntry("TENANTS", "false")
                .containsEntry("AWS_ACCESS_KEY_ID", "throw-away-minio")
                .doesNotContainKeys("X", "MIN");
        assertThatThrownBy(() -> plan(config, Map.of("MAX", "7")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith(
                        "loki.yaml names ${TENANTS}, which the environment of this run does not set; set it, or"
                                + " give a default: ${NAME:-value}");
    }

    @Test
    void tenantsMustBeNamed() throws IOException {
        Map<String, String> config = config(DISK + "true");

        assertThat(plan(with(config, "loki.tenant", "team"), Map.of()).config().tenants())
                .isTrue();
        assertThatThrownBy(() -> plan(config, Map.of()))
                .hasMessageContaining("wants a tenant with every request (auth_enabled), and the profile names none");
    }

    @Test
    void oneLokiTakesNoPushForThree() throws IOException {
        Map<String, String> config = config("common: {replication_factor: 3}\n" + DISK + "false");

        assertThatThrownBy(() -> plan(config, Map.of()))
                .hasMessageEndingWith(
                        "loki.yaml has a replication_factor of 3, and the one Loki of this form could take no"
                                + " push; accepted: 1");
    }

    @Test
    void doesNotTellItsCredentials() {
        assertThat(plan(Map.of(), Map.of()))
                .hasToString("docker.io/grafana/loki:3.4.6 on docker.io/minio/minio:RELEASE.2025-04-22T22-12-26Z");
    }

    private static LightPlan plan(Map<String, String> overrides, Map<String, String> surroundings) {
        Profile profile =
                Profiles.load(Path.of("profiles/containers.yaml"), with(overrides, "containers.cluster", "none"));
        return LightPlan.of(profile, new ImageCatalogue(profile), surroundings);
    }

    private Map<String, String> config(String text) throws IOException {
        return Map.of(
                "loki.config",
                Files.writeString(directory.resolve("loki.yaml"), text).toString());
    }

    private static Map<String, String> with(Map<String, String> overrides, String key, String value) {
        Map<String, String> all = new HashMap<>(overrides);
        all.put(key, value);
        return all;
    }
}
