package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.profile.Tier;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.stack.StackProvider;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackProvidersTest {
    private static final Duration THREADS_END = Duration.ofSeconds(30);

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    @Test
    void areFoundByTheirTier() {
        assertThat(ServiceLoader.load(StackProvider.class))
                .extracting(StackProvider::tier)
                .contains(Tier.ENDPOINTS, Tier.LIVE);
    }

    @Test
    void endpointsGiveUpAtOnceWhenNothingAnswers() throws IOException {
        RawServer closed = new RawServer(out -> {});
        closed.close();
        try (RawServer silent = new RawServer(RawServer.Out::hang)) {
            Profile profile = Endpoints.profile(Map.of(
                    "loki.url", closed.uri().toString(),
                    "grafana.url", silent.uri().toString()));
            assertThatThrownBy(() -> new EndpointsStackProvider().start(profile))
                    .isInstanceOf(StackUnavailableException.class)
                    .hasMessageContaining("nothing of the stack answers:")
                    .hasMessageContaining("at " + closed.uri() + " cannot be reached for GET /: connection refused")
                    .hasMessageContaining("at " + silent.uri() + " did not answer GET /");
        }
    }

    @Test
    void endpointsStartWhenAnythingAnswersAtAll() {
        try (HttpPart loki = HttpPart.start("loki", 0, executor, request -> Reply.text(503, "not yet"));
                Stack stack = new EndpointsStackProvider()
                        .start(Endpoints.profile(
                                Map.of("loki.url", loki.uri().toString(), "gateway.url", "http://127.0.0.1:1")))) {
            assertThat(stack.lacks(Capability.LOKI)).isEmpty();
            assertThat(stack.lacks(Capability.GATEWAY)).isEmpty();
            assertThat(stack.loki().ready().status()).isEqualTo(503);
        }
    }

    @Test
    void liveReachesTheClusterByKubeconfig() throws IOException {
        try (HttpPart kubernetes = HttpPart.start(
                "kubernetes",
                0,
                executor,
                request -> Reply.of(
                        200,
                        "application/json",
                        "{\"kind\":\"APIGroupList\",\"groups\":[],\"gitVersion\":\"v1.34.1\"}"))) {
            Profile profile = live(Map.of(
                    "kubernetes.kubeconfig", kubeconfig(kubernetes.uri()).toString(), "kubernetes.context", "homelab"));
            try (Stack stack = new LiveStackProvider().start(profile)) {
                assertThat(stack.identity().description()).isEqualTo("context homelab at " + kubernetes.uri() + "/");
                assertThat(stack.lacks(Capability.KUBERNETES)).isEmpty();
                assertThat(stack.lacks(Capability.LOKI)).isEmpty();
                assertThat(stack.lacks(Capability.FLUX)).isPresent();
                assertThat(stack.identity().versions()).containsOnly(Map.entry("kubernetes", "v1.34.1"));
                assertThat(stack.identity().nodes()).isNull();
            }
        }
    }

    @Test
    void liveSaysWhatIsWrongWithTheKubeconfig() throws IOException {
        Path config = kubeconfig(URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> new LiveStackProvider()
                        .start(live(Map.of("kubernetes.kubeconfig", config.toString(), "kubernetes.context", "other"))))
                .isInstanceOf(StackUnavailableException.class)
                .hasMessageContaining("has no context 'other'");
        assertThatThrownBy(() -> new LiveStackProvider()
                        .start(live(
                                Map.of("kubernetes.kubeconfig", config.toString(), "kubernetes.context", "homelab"))))
                .isInstanceOf(StackUnavailableException.class)
                .hasMessageContaining("nothing of the stack answers")
                .hasMessageContaining("Kubernetes at http://127.0.0.1:1 cannot be reached for GET /version: ");
    }

    @Test
    void aKubeconfigThatCannotBeReadIsNotQuoted() throws IOException {
        Path config = Files.writeString(folder.resolve("broken"), """
                apiVersion: v1
                kind: Config
                users:
                - name: operator
                  user:
                    token: planted-4f1c: "x
                """);

        Throwable thrown = catchThrowable(
                () -> new LiveStackProvider().start(live(Map.of("kubernetes.kubeconfig", config.toString()))));

        StringWriter told = new StringWriter();
        thrown.printStackTrace(new PrintWriter(told, true));
        assertThat(thrown)
                .isInstanceOf(StackUnavailableException.class)
                .hasMessage("the kubeconfig " + config
                        + " cannot be read: it is not the YAML of a kubeconfig, from line 6 on");
        assertThat(told.toString()).doesNotContain("planted-4f1c");
    }

    @Test
    void closingLeavesNoThread() throws IOException {
        Set<Long> before = threads().keySet();
        Set<String> left = new CopyOnWriteArraySet<>();
        try (HttpPart part = HttpPart.start("part", 0, executor, request -> Reply.text(200, "up 1\n"))) {
            Profile profile = live(Map.of(
                    "kubernetes.kubeconfig", kubeconfig(part.uri()).toString(),
                    "loki.url", part.uri().toString(),
                    "gateway.url", part.uri().toString(),
                    "object-store.url", part.uri().toString(),
                    "object-store.access-key", "access",
                    "object-store.secret-key", "secret"));
            try (Stack stack = new LiveStackProvider().start(profile)) {
                stack.loki().metrics();
                stack.loki().time("/metrics", Map.of());
                stack.identity();
                assertThat(threads().values()).anyMatch(name -> name.startsWith("stack-deadline-"));
            }
        }
        executor.shutdownNow();
        await("threads of a closed stack to end").atMost(THREADS_END).untilAsserted(() -> {
            // Before Java 21 the HTTP client's own thread ends when the client is collected.
            System.gc();
            left.clear();
            threads().forEach((id, name) -> {
                if (!before.contains(id) && OURS.stream().anyMatch(name::startsWith)) {
                    left.add(name);
                }
            });
            assertThat(left).isEmpty();
        });
    }

    private static final List<String> OURS =
            List.of("stack-", "HttpClient-", "vert.x-", "vertx-", "sdk-", "OkHttp", "kubernetes");

    private static Map<Long, String> threads() {
        return Thread.getAllStackTraces().keySet().stream().collect(Collectors.toMap(Thread::getId, Thread::getName));
    }

    private static Profile live(Map<String, String> keys) {
        Map<String, String> all = new java.util.HashMap<>(keys);
        all.put("required-capabilities", "");
        all.put("timeouts.request", "2s");
        return Profiles.load(Path.of("profiles", "live.yaml"), all);
    }

    private Path kubeconfig(URI server) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: homelab
                clusters: [{name: homelab, cluster: {server: "%s"}}]
                users: [{name: operator, user: {token: abc}}]
                contexts: [{name: homelab, context: {cluster: homelab, user: operator}}]
                """.formatted(server));
    }
}
