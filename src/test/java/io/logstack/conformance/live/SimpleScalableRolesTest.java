package io.logstack.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.rights.Roles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a Loki in components each pod is reached through the API server, with the rights that the profile asks for. */
class SimpleScalableRolesTest {
    private static final HomelabOptions OPTIONS = HomelabOptions.DEFAULT.withCluster(
            List.of(Path.of("fixtures", "cluster"), Path.of("fixtures", "cluster-simple-scalable")));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"port-forward", "service-proxy"})
    void judgesThroughTheApiServer(String access) throws IOException {
        Map<String, String> ways = new TreeMap<>(Map.of(
                "logstack.safety", "probe",
                "logstack.kubernetes.context", "homelab",
                "logstack.loki.deployment-mode", "SimpleScalable",
                "logstack.loki.access", access,
                "logstack.gateway.access", access));
        GrantedRoles roles =
                new GrantedRoles(Roles.of(Safety.PROBE, Profiles.load(LiveHomelab.PROFILE, Map.of(), ways)));
        try (LiveHomelab live = new LiveHomelab(OPTIONS.withAuthorizer(roles), directory)) {
            Map<String, String> keys = live.properties("probe");
            keys.keySet().removeIf(key -> key.endsWith(".url") || key.endsWith(".urls"));
            keys.putAll(ways);
            Statement statement = new ConformanceLauncher(Profiles.load(LiveHomelab.PROFILE, Map.of(), keys))
                    .tags("health | (retention & observe) | (ingestion & probe)")
                    .run();

            assertThat(roles.refused()).isEmpty();
            assertThat(statement.outcomes())
                    .filteredOn(outcome -> outcome.verdict() != Verdict.NOT_RUN)
                    .hasSizeGreaterThan(10)
                    .extracting(Outcome::verdict)
                    .containsOnly(Verdict.PASS);
        }
    }
}
