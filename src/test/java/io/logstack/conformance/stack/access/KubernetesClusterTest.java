package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Stack;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of an API server, and what is made of its answers. */
class KubernetesClusterTest {
    private static final String PODS = "/api/v1/namespaces/monitoring/pods";

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Map<String, Reply> answers = new ConcurrentHashMap<>();
    private volatile CountDownLatch silent = new CountDownLatch(0);
    private HttpPart server = HttpPart.start("kubernetes", 0, executor, this::answer);
    private Stack stack = connect("observe");

    @BeforeEach
    void apiGroups() {
        answers.put(
                "GET /apis",
                json(
                        200,
                        "{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"ceph.rook.io\"},"
                                + "{\"name\":\"objectbucket.io\"},{\"name\":\"helm.toolkit.fluxcd.io\"}]}"));
    }

    @AfterEach
    void close() {
        stack.close();
        server.close();
        executor.shutdownNow();
    }

    @Test
    void pagesListsAndFiltersThemAtTheServer() {
        answers.put("GET " + PODS, json(200, pods("next-page", pod("alloy-1"))));
        answers.put("GET " + PODS + " continue=next-page", json(200, pods("", pod("alloy-2"))));

        List<Pod> pods = cluster().pods("monitoring", "app.kubernetes.io/name in (alloy,loki)");

        assertThat(pods).extracting(pod -> pod.getMetadata().getName()).containsExactly("alloy-1", "alloy-2");
        assertThat(asked).hasSize(2).allSatisfy(request -> {
            assertThat(request.parameter("labelSelector")).isEqualTo("app.kubernetes.io/name in (alloy,loki)");
            assertThat(request.parameter("limit")).isEqualTo("500");
        });
        assertThat(exchanges).hasSize(2).allSatisfy(exchange -> {
            assertThat(exchange.component()).isEqualTo("kubernetes");
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.responseBody()).contains("alloy-");
            assertThat(exchange.uri().toString()).startsWith(server.uri() + PODS + "?limit=500&labelSelector=");
        });
    }

    @Test
    void takesNotFoundForEmpty() {
        assertThat(cluster().statefulSet("monitoring", "loki")).isEmpty();
        assertThat(cluster().deployment("monitoring", "loki-gateway")).isEmpty();
        assertThat(cluster().daemonSet("monitoring", "alloy")).isEmpty();
        assertThat(cluster().service("monitoring", "loki")).isEmpty();
        assertThat(cluster().secret("monitoring", "none")).isEmpty();
        assertThat(cluster().custom("ceph.rook.io/v1", "CephCluster", "cephclusters", "storage", "ceph"))
                .isEmpty();
        assertThat(exchanges)
                .hasSize(6)
                .allMatch(exchange -> Integer.valueOf(404).equals(exchange.status()));
    }

    @Test
    void keepsTheServersWordsWhenItRefuses() {
        answers.put(
                "GET " + PODS,
                json(
                        403,
                        "{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":403,\"message\":\"pods is forbidden: User"
                                + " \\\"x\\\" cannot list\"}"));
        assertThatThrownBy(() -> cluster().pods("monitoring", "a=b"))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("answered GET " + PODS)
                .hasMessageContaining("with 403: ")
                .hasMessageContaining("pods is forbidden: User \"x\" cannot list");
    }

    @Test
    void takesAnAnswerThatIsNoListForNone() {
        answers.put("GET /api/v1/nodes", json(200, "{\"kind\":\"Status\",\"status\":\"Success\"}"));
        assertThatThrownBy(() -> cluster().nodes())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("answered GET /api/v1/nodes with no list");
    }

    @Test
    void doesNotRetryAClosedPort() {
        server.suspend();
        long start = System.nanoTime();
        assertThatThrownBy(() -> cluster().nodes())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("did not answer GET /api/v1/nodes")
                .hasMessageContaining("Connection refused");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(exchanges)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.failure()).contains("Connection refused"));
    }

    @Test
    void endsASilentRequestAtTheDeadline() {
        CountDownLatch released = new CountDownLatch(1);
        answers.put("GET /api/v1/nodes", json(200, "{\"kind\":\"NodeList\",\"metadata\":{},\"items\":[]}"));
        assertThat(cluster().nodes()).isEmpty();
        silent = released;
        assertThatThrownBy(() -> cluster().nodes())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("did not answer GET /api/v1/nodes")
                .hasMessageEndingWith("no complete answer within 2 s");
        released.countDown();
    }

    @Test
    void decodesSecretsAndRecordsNothingOfThem() {
        answers.put("GET /api/v1/namespaces/monitoring/secrets/loki-s3-credentials", json(200, secret("aHVudGVyMg==")));

        Map<String, byte[]> data =
                cluster().secret("monitoring", "loki-s3-credentials").orElseThrow();

        assertThat(data).containsOnlyKeys("AWS_SECRET_ACCESS_KEY");
        assertThat(new String(data.getOrDefault("AWS_SECRET_ACCESS_KEY", new byte[0]), StandardCharsets.UTF_8))
                .isEqualTo("hunter2");
        assertThat(exchanges)
                .singleElement()
                .satisfies(
                        exchange -> assertThat(exchange.responseBody()).isEqualTo("(not recorded: it holds secrets)"));
    }

    @Test
    void masksFromThenOnWhatWasInASecret() {
        answers.put("GET /api/v1/namespaces/monitoring/secrets/s", json(200, secret("aHVudGVyMg==")));
        answers.put("GET " + PODS + "/p/log", Reply.text(200, "level=error key=hunter2\n"));

        cluster().secret("monitoring", "s");
        String log = cluster().log("monitoring", "p", "c", 10, false);

        assertThat(log).contains("hunter2");
        assertThat(exchanges.get(1).responseBody()).contains("level=error").doesNotContain("hunter2");
    }

    @Test
    void readsCustomResources() {
        answers.put(
                "GET /apis/objectbucket.io/v1alpha1/namespaces/monitoring/objectbucketclaims/loki-bucket",
                json(
                        200,
                        "{\"apiVersion\":\"objectbucket.io/v1alpha1\",\"kind\":\"ObjectBucketClaim\",\"metadata\":"
                                + "{\"name\":\"loki-bucket\"},\"status\":{\"phase\":\"Bound\"}}"));
        assertThat(cluster()
                        .custom(
                                "objectbucket.io/v1alpha1",
                                "ObjectBucketClaim",
                                "objectbucketclaims",
                                "monitoring",
                                "loki-bucket")
                        .orElseThrow()
                        .<String>get("status", "phase"))
                .isEqualTo("Bound");
    }

    @Test
    void sortsEventsByWhenTheyWereLastSeen() {
        answers.put("GET /api/v1/namespaces/monitoring/events", json(200, """
                {"kind":"EventList","apiVersion":"v1","metadata":{},"items":[
                 {"metadata":{"name":"c"},"lastTimestamp":"2026-11-22T10:00:03Z"},
                 {"metadata":{"name":"a"},"eventTime":"2026-11-22T10:00:01.500000Z"},
                 {"metadata":{"name":"b"},"eventTime":"2026-11-22T10:00:00.000000Z",
                  "series":{"count":2,"lastObservedTime":"2026-11-22T10:00:02.000000Z"}}]}"""));

        List<Event> events = cluster().events("monitoring", "loki-0");

        assertThat(events).extracting(event -> event.getMetadata().getName()).containsExactly("a", "b", "c");
        assertThat(asked.get(0).parameter("fieldSelector")).isEqualTo("involvedObject.name=loki-0");
    }

    @Test
    void readsLogsAndTakesNoPreviousContainerForEmpty() {
        answers.put("GET " + PODS + "/loki-0/log", Reply.text(200, "one\ntwo\n"));
        answers.put(
                "GET " + PODS + "/loki-1/log",
                json(
                        400,
                        "{\"kind\":\"Status\",\"code\":400,\"message\":\"previous terminated container \\\"loki\\\" in pod"
                                + " \\\"loki-1\\\" not found\"}"));
        answers.put(
                "GET " + PODS + "/loki-2/log",
                json(
                        400,
                        "{\"kind\":\"Status\",\"code\":400,\"message\":\"container x is not valid for pod loki-2\"}"));

        assertThat(cluster().log("monitoring", "loki-0", "loki", 20, false)).isEqualTo("one\ntwo\n");
        assertThat(asked.get(0).parameter("container")).isEqualTo("loki");
        assertThat(asked.get(0).parameter("tailLines")).isEqualTo("20");
        assertThat(asked.get(0).parameter("previous")).isNull();
        assertThat(cluster().log("monitoring", "loki-1", "loki", 20, true)).isEmpty();
        assertThat(asked.get(1).parameter("previous")).isEqualTo("true");
        assertThatThrownBy(() -> cluster().log("monitoring", "loki-2", "x", 20, false))
                .hasMessageContaining("container x is not valid for pod loki-2");
        assertThat(cluster().log("monitoring", "gone", "loki", 20, false)).isEmpty();
    }

    @Test
    void marksProbesAndDeletesThemByUid() {
        answers.put("POST " + PODS, json(201, pod("probe", "uid-1", "2026-11-22T10:00:00Z")));
        answers.put("DELETE " + PODS + "/probe", json(200, pod("probe", "uid-1", "2026-11-22T10:00:00Z")));

        Pod made = cluster()
                .createProbe(new PodBuilder()
                        .withNewMetadata()
                        .withName("probe")
                        .withNamespace("monitoring")
                        .addToLabels("app", "x")
                        .endMetadata()
                        .build());
        cluster().deleteProbe(made);

        assertThat(body("POST"))
                .contains("\"app\":\"x\"")
                .contains("\"app.kubernetes.io/managed-by\":\"logstack-conformance\"")
                .contains("\"logstack.io/conformance-run\":")
                .contains("\"logstack.io/conformance-expires\":\"20");
        assertThat(body("DELETE")).contains("\"uid\":\"uid-1\"");
        assertThatThrownBy(() -> cluster()
                        .deleteProbe(new PodBuilder()
                                .withNewMetadata()
                                .withName("somebody-elses")
                                .endMetadata()
                                .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no UID");
    }

    @Test
    void deletesAtTheEndWhatWasNotDeletedBefore() {
        answers.put("POST " + PODS, json(201, pod("probe", "uid-1", "2026-11-22T10:00:00Z")));
        answers.put("DELETE " + PODS + "/probe", json(200, "{\"kind\":\"Status\"}"));
        cluster()
                .createProbe(new PodBuilder()
                        .withNewMetadata()
                        .withName("probe")
                        .withNamespace("monitoring")
                        .endMetadata()
                        .build());
        stack.recordingTo(exchange -> {}).close();
        assertThat(asked).noneMatch(request -> request.method().equals("DELETE"));

        stack.close();

        assertThat(body("DELETE")).contains("\"uid\":\"uid-1\"");
    }

    @Test
    void removesExpiredLeftoversWhereProbesAreAllowed() {
        answers.put(
                "GET " + PODS,
                json(
                        200,
                        pods(
                                "",
                                pod("old", "uid-old", "2020-01-01T00:00:00Z"),
                                pod("young", "uid-young", "2999-01-01T00:00:00Z"),
                                pod("unmarked"))));
        answers.put("DELETE " + PODS + "/old", json(200, "{\"kind\":\"Status\"}"));

        connect("observe").close();
        assertThat(asked).isEmpty();
        connect("probe").close();

        assertThat(asked)
                .filteredOn(request -> request.method().equals("DELETE"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo(PODS + "/old");
                    assertThat(new String(request.body(), StandardCharsets.UTF_8))
                            .contains("\"uid\":\"uid-old\"");
                });
        assertThat(asked.get(0).parameter("labelSelector"))
                .isEqualTo("app.kubernetes.io/managed-by=logstack-conformance");
    }

    @Test
    void knowsWhatTheApiServes() {
        assertThat(stack.lacks(Capability.KUBERNETES)).isEmpty();
        assertThat(stack.lacks(Capability.ROOK)).isEmpty();
        assertThat(stack.lacks(Capability.FLUX))
                .contains("the Kubernetes API at " + server.uri() + " serves no source.toolkit.fluxcd.io");
    }

    @Test
    void doesNotTakeASilentApiForALackOfIt() {
        server.suspend();
        assertThat(stack.lacks(Capability.ROOK)).isEmpty();
        assertThat(stack.lacks(Capability.KUBERNETES)).isEmpty();
    }

    private Cluster cluster() {
        return stack.recordingTo(exchanges::add).cluster();
    }

    private Stack connect(String safety) {
        Profile profile = Endpoints.profile(Map.of("safety", safety, "loki.url", "http://127.0.0.1:1"));
        return AccessedStack.connect(profile, new OnlyKubernetes(server.uri()), true, "test");
    }

    private Reply answer(Request request) throws InterruptedException {
        silent.await();
        asked.add(request);
        String key = request.method() + " " + request.path();
        String next = request.parameter("continue");
        Reply reply = answers.get(next == null ? key : key + " continue=" + next);
        if (request.path().equals("/apis")) {
            asked.remove(request);
        }
        return reply == null
                ? json(404, "{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":404,\"message\":\"not found\"}")
                : reply;
    }

    private String body(String method) {
        return asked.stream()
                .filter(request -> request.method().equals(method))
                .map(request -> new String(request.body(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("no " + method + " was sent");
    }

    private static Reply json(int status, String body) {
        return Reply.of(status, "application/json", body);
    }

    private static String pods(String next, String... pods) {
        return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"" + next + "\"},\"items\":["
                + String.join(",", pods) + "]}";
    }

    private static String pod(String name) {
        return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"monitoring\",\"uid\":\"uid-" + name + "\"}}";
    }

    private static String pod(String name, String uid, String expires) {
        return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"monitoring\",\"uid\":\"" + uid
                + "\",\"annotations\":{\"logstack.io/conformance-expires\":\"" + expires + "\"}}}";
    }

    private static String secret(String base64) {
        return "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"s\"},\"data\":"
                + "{\"AWS_SECRET_ACCESS_KEY\":\"" + base64 + "\"}}";
    }

    private record OnlyKubernetes(URI uri) implements Addresses {
        @Override
        public Optional<Config> kubernetes() {
            return Optional.of(new ConfigBuilder(Config.empty())
                    .withMasterUrl(uri.toString())
                    .build());
        }

        @Override
        public Optional<URI> service(String namespace, String name, int port) {
            return Optional.empty();
        }

        @Override
        public Optional<URI> pod(String namespace, String name, int port) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
