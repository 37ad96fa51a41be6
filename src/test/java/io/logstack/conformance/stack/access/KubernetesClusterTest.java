package io.logstack.conformance.stack.access;

import static io.logstack.conformance.stack.access.AnsweringKubernetes.PODS;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.pod;
import static io.logstack.conformance.stack.access.AnsweringKubernetes.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of an API server, and what is made of its answers. */
class KubernetesClusterTest {
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final AnsweringKubernetes kubernetes = new AnsweringKubernetes();
    private final Stack stack = kubernetes.connect("observe");

    @BeforeEach
    void apiGroups() {
        kubernetes.answer(
                "GET /apis",
                200,
                "{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"ceph.rook.io\"},"
                        + "{\"name\":\"objectbucket.io\"},{\"name\":\"helm.toolkit.fluxcd.io\"}]}");
    }

    @AfterEach
    void close() {
        stack.close();
        kubernetes.close();
    }

    @Test
    void pagesListsAndFiltersThemAtTheServer() {
        kubernetes.answer("GET " + PODS, 200, pods("next-page", pod("alloy-1")));
        kubernetes.answer("GET " + PODS + " continue=next-page", 200, pods("", pod("alloy-2")));

        List<Pod> pods = cluster().pods("monitoring", "app.kubernetes.io/name in (alloy,loki)");

        assertThat(pods).extracting(pod -> pod.getMetadata().getName()).containsExactly("alloy-1", "alloy-2");
        assertThat(kubernetes.asked()).hasSize(2).allSatisfy(request -> {
            assertThat(request.parameter("labelSelector")).isEqualTo("app.kubernetes.io/name in (alloy,loki)");
            assertThat(request.parameter("limit")).isEqualTo("500");
        });
        assertThat(exchanges).hasSize(2).allSatisfy(exchange -> {
            assertThat(exchange.component()).isEqualTo("kubernetes");
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.responseBody()).contains("alloy-");
            assertThat(exchange.uri().toString())
                    .startsWith(kubernetes.server().uri() + PODS + "?limit=500&labelSelector=");
        });
    }

    private static final String EXPIRED =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":410,"
                    + "\"reason\":\"Expired\",\"message\":\"The provided continue parameter is too old\"}";

    @Test
    void aListThatIsGoneInItsMiddleIsBegunAnew() {
        kubernetes.answer("GET " + PODS, 200, pods("next-page", pod("alloy-1")));
        kubernetes.answerOnce("GET " + PODS + " continue=next-page", 410, EXPIRED);
        kubernetes.answer("GET " + PODS + " continue=next-page", 200, pods("", pod("alloy-2")));

        List<Pod> pods = cluster().pods("monitoring", "app=alloy");

        assertThat(pods).extracting(pod -> pod.getMetadata().getName()).containsExactly("alloy-1", "alloy-2");
        assertThat(kubernetes.asked())
                .extracting(request -> String.valueOf(request.parameter("continue")))
                .containsExactly("null", "next-page", "null", "next-page");
    }

    @Test
    void aListThatIsGoneAgainAndAgainIsNoAnswer() {
        kubernetes.answer("GET " + PODS, 200, pods("next-page", pod("alloy-1")));
        kubernetes.answer("GET " + PODS + " continue=next-page", 410, EXPIRED);

        assertThatThrownBy(() -> cluster().pods("monitoring", "app=alloy"))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("with 410: The provided continue parameter is too old");
        assertThat(kubernetes.asked()).hasSize(6);
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
        kubernetes.answer(
                "GET " + PODS,
                403,
                "{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":403,\"message\":\"pods is forbidden: User"
                        + " \\\"x\\\" cannot list\"}");
        assertThatThrownBy(() -> cluster().pods("monitoring", "a=b"))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("answered GET " + PODS)
                .hasMessageContaining("with 403: ")
                .hasMessageContaining("pods is forbidden: User \"x\" cannot list");
    }

    @Test
    void takesAnAnswerThatIsNoListForNone() {
        kubernetes.answer("GET /api/v1/nodes", 200, "{\"kind\":\"Status\",\"status\":\"Success\"}");
        assertThatThrownBy(() -> cluster().nodes())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("answered GET /api/v1/nodes with no list");
    }

    @Test
    void doesNotRetryAClosedPort() {
        kubernetes.server().suspend();
        long start = System.nanoTime();
        assertThatThrownBy(() -> cluster().nodes())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("cannot be reached for GET /api/v1/nodes")
                .hasMessageContaining("connection refused");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(exchanges)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.failure()).contains("connection refused"));
    }

    @Test
    void endsASilentRequestAtTheDeadline() {
        CountDownLatch released = new CountDownLatch(1);
        kubernetes.answer("GET /api/v1/nodes", 200, "{\"kind\":\"NodeList\",\"metadata\":{},\"items\":[]}");
        assertThat(cluster().nodes()).isEmpty();
        kubernetes.hold(released);
        assertThatThrownBy(() -> cluster().nodes())
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("did not answer GET /api/v1/nodes")
                .hasMessageEndingWith("no complete answer within 2 s");
        released.countDown();
    }

    @Test
    void decodesSecretsAndRecordsNothingOfThem() {
        kubernetes.answer("GET /api/v1/namespaces/monitoring/secrets/loki-s3-credentials", 200, secret("aHVudGVyMg=="));

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
    void readsSecretsAsTheyAreAndRecordsNothingOfThem() {
        kubernetes.answer("GET /api/v1/namespaces/monitoring/secrets/s", 200, secret("aHVudGVyMg=="));
        kubernetes.answerText("GET " + PODS + "/p/log", "level=error key=hunter2 or aHVudGVyMg==\n");

        GenericKubernetesResource secret =
                cluster().secretObject("monitoring", "s").orElseThrow();
        cluster().log("monitoring", "p", "c", 10, false);

        assertThat(secret.get("data", "AWS_SECRET_ACCESS_KEY").toString()).isEqualTo("aHVudGVyMg==");
        assertThat(cluster().secretObject("monitoring", "none")).isEmpty();
        assertThat(exchanges.toString()).doesNotContain("hunter2", "aHVudGVyMg");
    }

    @Test
    void hasTheServerTryAndKeepNothing() {
        String secrets = "POST /api/v1/namespaces/monitoring/secrets";
        kubernetes.answer(secrets, 201, secret("aHVudGVyMg=="));
        GenericKubernetesResource secret =
                Serialization.unmarshal(secret("aHVudGVyMg=="), GenericKubernetesResource.class);
        secret.getMetadata().setNamespace("monitoring");

        assertThat(cluster().refusal("secrets", secret)).isEmpty();
        assertThat(kubernetes.asked().get(0).parameter("dryRun")).isEqualTo("All");
        assertThat(exchanges.toString()).doesNotContain("aHVudGVyMg");
        kubernetes.answer(
                secrets,
                422,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"data: too long\",\"code\":422}");
        assertThat(cluster().refusal("secrets", secret))
                .hasValueSatisfying(why -> assertThat(why).contains("422: data: too long"));
        kubernetes.answer(
                secrets,
                403,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"forbidden\",\"code\":403}");
        assertThatThrownBy(() -> cluster().refusal("secrets", secret))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("403: forbidden");
    }

    @Test
    void masksFromThenOnWhatWasInASecret() {
        kubernetes.answer("GET /api/v1/namespaces/monitoring/secrets/s", 200, secret("aHVudGVyMg=="));
        kubernetes.answerText("GET " + PODS + "/p/log", "level=error key=hunter2\n");

        cluster().secret("monitoring", "s");
        String log = cluster().log("monitoring", "p", "c", 10, false);

        assertThat(log).contains("hunter2");
        assertThat(exchanges.get(1).responseBody()).contains("level=error").doesNotContain("hunter2");
    }

    @Test
    void readsCustomResources() {
        kubernetes.answer(
                "GET /apis/objectbucket.io/v1alpha1/namespaces/monitoring/objectbucketclaims/loki-bucket",
                200,
                "{\"apiVersion\":\"objectbucket.io/v1alpha1\",\"kind\":\"ObjectBucketClaim\",\"metadata\":"
                        + "{\"name\":\"loki-bucket\"},\"status\":{\"phase\":\"Bound\"}}");
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
        kubernetes.answer("GET /api/v1/namespaces/monitoring/events", 200, """
                {"kind":"EventList","apiVersion":"v1","metadata":{},"items":[
                 {"metadata":{"name":"c"},"lastTimestamp":"2026-11-22T10:00:03Z"},
                 {"metadata":{"name":"a"},"eventTime":"2026-11-22T10:00:01.500000Z"},
                 {"metadata":{"name":"b"},"eventTime":"2026-11-22T10:00:00.000000Z",
                  "series":{"count":2,"lastObservedTime":"2026-11-22T10:00:02.000000Z"}}]}""");

        List<Event> events = cluster().events("monitoring", "loki-0");

        assertThat(events).extracting(event -> event.getMetadata().getName()).containsExactly("a", "b", "c");
        assertThat(kubernetes.asked().get(0).parameter("fieldSelector")).isEqualTo("involvedObject.name=loki-0");
    }

    @Test
    void readsLogsAndTakesNoPreviousContainerForEmpty() {
        kubernetes.answerText("GET " + PODS + "/loki-0/log", "one\ntwo\n");
        kubernetes.answer(
                "GET " + PODS + "/loki-1/log",
                400,
                "{\"kind\":\"Status\",\"code\":400,\"message\":\"previous terminated container \\\"loki\\\" in pod"
                        + " \\\"loki-1\\\" not found\"}");
        kubernetes.answer(
                "GET " + PODS + "/loki-2/log",
                400,
                "{\"kind\":\"Status\",\"code\":400,\"message\":\"container x is not valid for pod loki-2\"}");

        assertThat(cluster().log("monitoring", "loki-0", "loki", 20, false)).isEqualTo("one\ntwo\n");
        assertThat(kubernetes.asked().get(0).parameter("container")).isEqualTo("loki");
        assertThat(kubernetes.asked().get(0).parameter("tailLines")).isEqualTo("20");
        assertThat(kubernetes.asked().get(0).parameter("previous")).isNull();
        assertThat(cluster().log("monitoring", "loki-1", "loki", 20, true)).isEmpty();
        assertThat(kubernetes.asked().get(1).parameter("previous")).isEqualTo("true");
        assertThatThrownBy(() -> cluster().log("monitoring", "loki-2", "x", 20, false))
                .hasMessageContaining("container x is not valid for pod loki-2");
        assertThat(cluster().log("monitoring", "gone", "loki", 20, false)).isEmpty();
    }

    @Test
    void knowsWhatTheApiServes() {
        assertThat(stack.lacks(Capability.KUBERNETES)).isEmpty();
        assertThat(stack.lacks(Capability.ROOK)).isEmpty();
        assertThat(stack.lacks(Capability.FLUX))
                .contains("the Kubernetes API at " + kubernetes.server().uri() + " serves no source.toolkit.fluxcd.io");
    }

    @Test
    void doesNotTakeASilentApiForALackOfIt() {
        kubernetes.server().suspend();
        assertThat(stack.lacks(Capability.ROOK)).isEmpty();
        assertThat(stack.lacks(Capability.KUBERNETES)).isEmpty();
    }

    private Cluster cluster() {
        return stack.recordingTo(exchanges::add).cluster();
    }

    private static String secret(String base64) {
        return "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"s\"},\"data\":"
                + "{\"AWS_SECRET_ACCESS_KEY\":\"" + base64 + "\"}}";
    }
}
