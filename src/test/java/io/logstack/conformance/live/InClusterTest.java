package io.logstack.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.stack.access.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a pod without a kubeconfig a run takes the service account that Kubernetes mounts, its token and its CA. */
class InClusterTest {
    private static final String TOKEN = "in-cluster-token-8d1f";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final Map<String, String> pod = new HashMap<>();
    private TestCertificates certificates;

    /** As a kubelet mounts it, but where. */
    @BeforeEach
    void mount() throws IOException, InterruptedException, GeneralSecurityException {
        certificates = new TestCertificates(directory);
        certificates.make("kubernetes", "EC", "dns:kubernetes.default.svc,ip:127.0.0.1");
        Path account = Files.createDirectory(directory.resolve("serviceaccount"));
        Files.copy(certificates.certificate("kubernetes"), account.resolve("ca.crt"));
        Path token = Files.writeString(account.resolve("token"), TOKEN);
        Path namespace = Files.writeString(account.resolve("namespace"), "monitoring");
        pod.put("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString());
        pod.put("KUBERNETES_CERTS_CA_FILE", account.resolve("ca.crt").toString());
        pod.put("KUBENAMESPACE", namespace.toString());
        pod.put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
        pod.put("KUBECONFIG", directory.resolve("none").toString());
    }

    @Test
    void theServiceAccountIsEnough()
            throws IOException, InterruptedException, TimeoutException, GeneralSecurityException {
        GrantedRoles roles = GrantedRoles.read(Path.of("profiles", "rbac", "observe.yaml"));
        try (LiveHomelab live = new LiveHomelab(HomelabOptions.DEFAULT.withAuthorizer(roles), directory);
                TlsFront api = new TlsFront(
                        certificates.server("kubernetes", "kubernetes"),
                        live.homelab().kubernetes().uri())) {
            pod.put("KUBERNETES_SERVICE_PORT", Integer.toString(api.port()));
            Map<String, String> profile = live.properties("observe");
            profile.remove("logstack.kubernetes.kubeconfig");
            profile.put("logstack.kubernetes.context", "in-cluster");
            profile.keySet().removeIf(key -> key.endsWith("loki.url") || key.endsWith("gateway.url"));

            try (ForkedRun run = new ForkedRun(directory, profile, "health", pod)) {
                run.end(PATIENCE);

                assertThat(run.output())
                        .contains("service account at https://127.0.0.1:" + api.port())
                        .containsPattern("PASS +HEALTH-01 ")
                        .containsPattern("PASS +HEALTH-06 ")
                        .contains("CONFORMANT")
                        .doesNotContain("NOT CONFORMANT", TOKEN);
                assertThat(Files.readString(run.statement())).doesNotContain(TOKEN);
            }
            assertThat(api.asked())
                    .contains("Authorization: Bearer " + TOKEN, "selfsubjectaccessreviews", "portforward");
            assertThat(roles.refused()).isEmpty();
        }
    }
}
