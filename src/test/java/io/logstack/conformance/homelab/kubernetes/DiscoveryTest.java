package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.logstack.conformance.homelab.Faults;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API server says of itself, who may do what, and how it refuses. */
final class DiscoveryTest {
    private static Homelab homelab;

    @BeforeAll
    static void start() {
        homelab = Homelab.start();
    }

    @AfterAll
    static void stop() {
        homelab.close();
    }

    @Test
    void tellsItsVersion() {
        VersionInfo version = homelab.client.getKubernetesVersion();
        assertThat(version.getMajor()).isEqualTo("1");
        assertThat(version.getGitVersion()).contains("homelab");
    }

    @Test
    void tellsItsGroupsAndKinds() {
        assertThat(homelab.client.getApiGroups().getGroups())
                .extracting(APIGroup::getName)
                .contains("apps", "discovery.k8s.io", "helm.toolkit.fluxcd.io", "metrics.k8s.io", "ceph.rook.io");
        assertThat(homelab.client.getApiResources("v1").getResources())
                .extracting(APIResource::getName)
                .contains("pods", "pods/log", "services", "secrets", "events");
        assertThat(homelab.client.getApiResources("helm.toolkit.fluxcd.io/v2").getResources())
                .anySatisfy(resource -> {
                    assertThat(resource.getName()).isEqualTo("helmreleases");
                    assertThat(resource.getKind()).isEqualTo("HelmRelease");
                    assertThat(resource.getNamespaced()).isTrue();
                    assertThat(resource.getShortNames()).containsExactly("hr");
                });
        assertThat(homelab.client.getApiResources("nothing.example.org/v1")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /healthz, 200",
        "GET, /readyz, 200",
        "GET, /api, 200",
        "GET, /apis, 200",
        "GET, /apis/apps, 200",
        "GET, /apis/nothing.example.org, 404",
        "GET, /api/v1/nothings, 404",
        "GET, /api/v1/pods/loki-0, 404",
        "GET, /nothing, 404",
        "GET, /api/v1/namespaces/monitoring/pods/absent, 404",
        "POST, /api/v1/namespaces/monitoring/pods/loki-0, 405",
        "PUT, /api/v1/namespaces/monitoring/pods, 405",
        "DELETE, /api/v1/pods, 405",
        "GET, /apis/authorization.k8s.io/v1/selfsubjectaccessreviews, 405",
        "DELETE, /apis/metrics.k8s.io/v1beta1/namespaces/monitoring/pods/loki-0, 405",
        "GET, /api/v1/namespaces/monitoring/pods/loki-0/proxy/metrics, 503",
        "GET, /api/v1/namespaces/monitoring/services/loki/proxy/ready, 503",
        "POST, /api/v1/namespaces/monitoring/pods/loki-0/portforward, 400",
        "POST, /api/v1/namespaces/monitoring/pods/loki-0/exec, 501",
        "POST, /api/v1/namespaces/monitoring/configmaps, 400",
    })
    void answersWithAStatus(String method, String path, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(homelab.kubernetes.uri().resolve(path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(expected);
        if (expected >= 400) {
            JsonNode status = JsonMapper.builder().build().readTree(answer.body());
            assertThat(status.path("kind").asString()).isEqualTo("Status");
            assertThat(status.path("code").asInt()).isEqualTo(expected);
            assertThat(status.path("message").asString()).isNotEmpty();
            assertThat(status.path("reason").asString()).isNotEmpty();
        }
    }

    @Test
    void refusesABodyThatIsNone() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(homelab.kubernetes.uri().resolve("/api/v1/namespaces/app/configmaps"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the object provided is unrecognized");
    }

    @Test
    void reviewsAccessByTheRulesThatRequestsAreHeldTo() {
        try (Homelab restricted = Homelab.start(
                new Faults(),
                options -> options.withAuthorizer(asked -> !(asked.verb().equals("create")
                        && asked.resource().equals("pods")
                        && asked.namespace().equals("monitoring"))))) {
            assertThat(review(restricted, "create", "monitoring").getStatus().getAllowed())
                    .isFalse();
            assertThat(review(restricted, "create", "app").getStatus().getAllowed())
                    .isTrue();
            assertThat(review(restricted, "list", "monitoring").getStatus().getAllowed())
                    .isTrue();
            assertThatThrownBy(() -> restricted
                            .client
                            .resource(new PodBuilder()
                                    .withNewMetadata()
                                    .withName("x")
                                    .withNamespace("monitoring")
                                    .endMetadata()
                                    .withNewSpec()
                                    .addNewContainer()
                                    .withName("main")
                                    .withImage("docker.io/library/busybox:1.37.0")
                                    .endContainer()
                                    .endSpec()
                                    .build())
                            .create())
                    .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                        assertThat(refused.getCode()).isEqualTo(403);
                        assertThat(refused.getStatus().getReason()).isEqualTo("Forbidden");
                    });
        }
    }

    private static SelfSubjectAccessReview review(Homelab lab, String verb, String namespace) {
        return lab.client
                .authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb(verb)
                        .withResource("pods")
                        .withNamespace(namespace)
                        .endResourceAttributes()
                        .endSpec()
                        .build());
    }
}
