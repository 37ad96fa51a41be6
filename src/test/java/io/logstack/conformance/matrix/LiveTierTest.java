package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.logstack.conformance.cli.Main;
import io.logstack.conformance.homelab.Homelab;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of a homelab in another process the live tier has the kubeconfig alone, and passes every expectation that the embedded tier
 * passes on a homelab of its own, whichever way the parts are reached, but for what no cluster of somebody's is put through.
 */
class LiveTierTest {
    private static final int PATIENCE_SECONDS = 60;

    /** They would uninstall Loki, and take its object store away. */
    private static final Set<String> NOT_ON_SOMEBODYS_CLUSTER = Set.of("RECOVERY-03", "RECOVERY-05");

    @TempDir
    private Path directory;

    static Stream<Arguments> ways() {
        return Stream.of(
                arguments("port-forward", Map.of()),
                arguments(
                        "service-proxy for all that have no login",
                        Map.of(
                                "loki.access", "service-proxy",
                                "gateway.access", "service-proxy",
                                "alloy.access", "service-proxy",
                                "canary.access", "service-proxy",
                                "prometheus.access", "service-proxy")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void judgesEveryExpectationAsTheEmbeddedTierDoes(String way, Map<String, String> access) throws Exception {
        Path kubeconfig = directory.resolve("kubeconfig");
        Process homelab = start(kubeconfig);
        try {
            Healthy.check(judge(kubeconfig, access), NOT_ON_SOMEBODYS_CLUSTER);
            homelab.destroy();
            assertThat(homelab.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(kubeconfig).doesNotExist();
        } finally {
            homelab.destroyForcibly();
        }
    }

    private static Process start(Path kubeconfig) throws IOException {
        Process homelab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "homelab",
                        "--kubeconfig",
                        kubeconfig.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader lines = homelab.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).contains("\"kubernetes\":");
        assertThat(Files.readString(kubeconfig)).contains("current-context: homelab");
        return homelab;
    }

    private static MatrixRun judge(Path kubeconfig, Map<String, String> access) {
        Map<String, String> keys = new LinkedHashMap<>(access);
        keys.put("tier", "live");
        keys.put(
                "required-capabilities",
                "kubernetes,loki,gateway,alloy,canary,object-store,rook,flux,prometheus,grafana");
        keys.put("kubernetes.kubeconfig", kubeconfig.toString());
        keys.put("kubernetes.context", "homelab");
        keys.put("disrupt", "homelab");
        keys.put("grafana.username", Homelab.GRAFANA_USER);
        keys.put("grafana.password", Homelab.GRAFANA_PASSWORD);
        // What is judged here is the way, not how fast a busy machine is.
        keys.put("ingestion.lag", "10s");
        keys.put("queries.average-limit", "5s");
        keys.put("queries.p95-limit", "5s");
        keys.put("capacity.push-p95-limit", "5s");
        keys.put("capacity.compression", "2");
        keys.put("timeouts.request", "20s");
        keys.put("timeouts.settle", "20s");
        keys.put("timeouts.recovery", "30s");
        keys.put("timeouts.expectation", "60s");
        return MatrixRun.with(keys);
    }
}
