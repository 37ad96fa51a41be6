package io.logstack.conformance.homelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EmbeddedStackProviderTest {
    private static final Duration SETTLE = Duration.ofSeconds(30);

    @Test
    void everyPartIsReachedThroughTheAccessLayer() {
        try (Stack stack = provider().start(profile(Map.of()))) {
            for (Capability capability : Capability.values()) {
                assertThat(stack.lacks(capability)).as(capability.name()).isEmpty();
            }
            assertThat(stack.identity()).satisfies(identity -> {
                assertThat(identity.simulated()).isTrue();
                assertThat(identity.tier()).isEqualTo("embedded");
                assertThat(identity.nodes()).isEqualTo(3);
                assertThat(identity.versions()).containsKey("loki");
            });
            assertThat(stack.cluster().nodes()).hasSize(3);
            assertThat(stack.alloy().instances()).hasSize(3).allSatisfy(alloy -> {
                assertThat(alloy.node()).isNotEmpty();
                assertThat(alloy.metrics().of("alloy_build_info")).hasSize(1);
            });
            assertThat(stack.canary().instances())
                    .hasSize(3)
                    .allSatisfy(canary -> assertThat(canary.metrics().of("loki_canary_entries_total"))
                            .hasSize(1));
            assertThat(stack.gateway().get("/", Map.of()).body()).isEqualTo("OK");
            assertThat(stack.loki().ready().status()).isEqualTo(200);
            await("recent logs")
                    .atMost(SETTLE)
                    .until(() -> !stack.loki()
                            .logs(LogQuery.backward(
                                    "{namespace=\"app\"}", Instant.now().minusSeconds(10), Instant.now(), 10))
                            .isEmpty());
            ObjectStore store = stack.objectStore();
            store.put("conformance/probe", new byte[] {1, 2});
            assertThat(store.get("conformance/probe")).containsExactly(1, 2);
            store.delete("conformance/probe");
            assertThat(store.listAnonymously().status()).isEqualTo(403);
            await("Prometheus knows of all")
                    .atMost(SETTLE)
                    .until(() ->
                            stack.prometheus().instant("up == 1", Instant.now()).size() == 7);
            assertThat(stack.grafana().get("/api/datasources/uid/loki/health").status())
                    .isEqualTo(200);
            assertThat(stack.grafana().get("/api/search").body()).contains("Loki");
        }
    }

    @Test
    void theProfilesFaultsAreOn() {
        try (Stack stack = provider().start(profile(Map.of("logstack.fault", "s3-down,alloy-missing-on-node")))) {
            assertThat(stack.alloy().instances()).hasSize(2);
            assertThat(stack.identity().description()).contains("alloy-missing-on-node, s3-down");
        }
    }

    @Test
    void anUnknownFaultIsOneClearMessage() {
        Profile profile = profile(Map.of("logstack.fault", "s3-dwon"));
        assertThatThrownBy(() -> provider().start(profile))
                .isInstanceOf(StackUnavailableException.class)
                .hasMessageContaining("s3-dwon")
                .hasMessageContaining("s3-down");
    }

    @Test
    void lateAndSlowAreBeyondTheProfilesLimits() {
        HomelabOptions options = EmbeddedStackProvider.options(profile(Map.of(
                "logstack.ingestion.lag",
                "2s",
                "logstack.queries.p95-limit",
                "400ms",
                "logstack.queries.average-limit",
                "200ms",
                "logstack.queries.server-p95-limit",
                "300ms",
                "logstack.seed",
                "42")));
        assertThat(options.pacing().ingestionLag()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(options.pacing().slowness()).isEqualTo(Duration.ofMillis(440));
        assertThat(options.seed()).isEqualTo(42);
    }

    private static StackProvider provider() {
        return ServiceLoader.load(StackProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.tier() == Tier.EMBEDDED)
                .findFirst()
                .orElseThrow();
    }

    private static Profile profile(Map<String, String> properties) {
        return Profiles.load(Path.of("profiles", "embedded.yaml"), Map.of(), properties);
    }
}
