package io.logstack.conformance.expectations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.logstack.conformance.expectations.BareCluster;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExportsApplicableTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Profile OBSERVE = Profiles.load(Path.of("profiles/reference.yaml"), Map.of());
    private static final Profile DISRUPT =
            Profiles.load(Path.of("profiles/reference.yaml"), Map.of("logstack.safety", "disrupt"));

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: helmreleases.helm.toolkit.fluxcd.io}
            spec:
              versions:
              - name: v2beta2
                schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {old: {}}}}}}
              - name: v2
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [interval]
                        properties:
                          interval: {type: string, pattern: '^[0-9]+m$'}
                          note: {type: string, nullable: true}
                          port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                          values: {x-kubernetes-preserve-unknown-fields: true}
            """;

    private static final String RELEASE = """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: loki, namespace: monitoring, uid: a-b-c, resourceVersion: "7"}
            spec: {interval: 30m, note: null, port: http, values: {any: [thing]}}
            status: {observedGeneration: 1}
            """;

    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: loki-s3-credentials, namespace: monitoring, uid: d-e-f}
            type: Opaque
            data: {AWS_ACCESS_KEY_ID: aG9tZWxhYg==, AWS_SECRET_ACCESS_KEY: c2VjcmV0IQ==}
            """;

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void exportsThatTheirSchemasAdmit() {
        assertThatCode(() -> judge(cluster(DEFINITION, RELEASE, SECRET), OBSERVE))
                .doesNotThrowAnyException();
        assertThat(evidence.values())
                .containsEntry("objects to back up", 3)
                .containsKey("against its schema, Secret monitoring/loki-s3-credentials")
                .doesNotContainKey("server-side dry run, HelmRelease monitoring/loki");
    }

    @Test
    void aFieldThatTheSchemaNoLongerAdmits() {
        assertThatThrownBy(() -> judge(cluster(DEFINITION, RELEASE.replace("30m", "1d"), SECRET), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/spec/interval does not match");
        assertThatThrownBy(() -> judge(cluster(DEFINITION, RELEASE.replace("interval: 30m, ", ""), SECRET), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("interval");
    }

    @Test
    void noReleaseNoDefinitionAndNoSecretAreNoBackup() {
        assertThatThrownBy(() -> judge(cluster(DEFINITION, null, SECRET), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no such object to export");
        assertThatThrownBy(() -> judge(cluster(null, RELEASE, SECRET), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the cluster has no schema of helmreleases");
        assertThatThrownBy(() -> judge(cluster(DEFINITION, RELEASE, null), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no such object to export");
    }

    @Test
    void aSchemaThatAdmitsEverythingIsNone() {
        String loose = DEFINITION.replace("- name: v2\n", "- name: v3\n");
        assertThatThrownBy(() -> judge(cluster(loose, RELEASE, SECRET), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the cluster has no schema of helmreleases");
        String open = DEFINITION.substring(0, DEFINITION.indexOf("            required:"))
                + "            x-kubernetes-preserve-unknown-fields: true\n";
        assertThatThrownBy(() -> judge(cluster(open, RELEASE, SECRET), OBSERVE)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anEmptyReleaseAndAnEmptySecretDeclareNothing() {
        String bare = RELEASE.substring(0, RELEASE.indexOf("spec:"));
        assertThatThrownBy(() -> judge(cluster(DEFINITION, bare, SECRET), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("it declares nothing");
        String empty = SECRET.substring(0, SECRET.indexOf("\ndata:"));
        assertThatThrownBy(() -> judge(cluster(DEFINITION, RELEASE, empty), OBSERVE))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatASecretViolatesIsToldWithoutItsValues() {
        String broken = SECRET.replace("c2VjcmV0IQ==", "'not base64 at all'");
        assertThatThrownBy(() -> judge(cluster(DEFINITION, RELEASE, broken), OBSERVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/data/AWS_SECRET_ACCESS_KEY violates pattern")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("not base64", "aG9tZWxhYg"));
        assertThat(evidence.values().toString()).doesNotContain("not base64", "aG9tZWxhYg");
    }

    @Test
    void atDisruptTheServerIsAskedForAnObjectThatNobodyHas() {
        List<GenericKubernetesResource> tried = new ArrayList<>();
        assertThatCode(() -> judge(trying(tried, Optional.empty()), DISRUPT)).doesNotThrowAnyException();
        assertThat(tried)
                .extracting(object -> object.getMetadata().getName())
                .containsExactly(
                        "loki-conformance-trial", "alloy-conformance-trial", "loki-s3-credentials-conformance-trial");
        assertThat(tried)
                .allSatisfy(object -> assertThat(object.getMetadata().getUid()).isNull());
        assertThatThrownBy(() -> judge(trying(tried, Optional.of("422: spec is invalid")), DISRUPT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("an export that the API server would take")
                .hasMessageContaining("422: spec is invalid");
    }

    private void judge(BareCluster cluster, Profile profile) {
        new ExportsApplicableIT().whatIsBackedUpCanBeAppliedAgain(cluster, profile, evidence);
    }

    private static BareCluster trying(List<GenericKubernetesResource> tried, Optional<String> refusal) {
        return new Objects(DEFINITION, RELEASE, SECRET) {
            @Override
            public Optional<String> refusal(String plural, GenericKubernetesResource object) {
                tried.add(object);
                return refusal;
            }
        };
    }

    private static BareCluster cluster(@Nullable String definition, @Nullable String release, @Nullable String secret) {
        return new Objects(definition, release, secret);
    }

    private static class Objects extends BareCluster {
        private final @Nullable String definition;
        private final @Nullable String release;
        private final @Nullable String secret;

        private Objects(@Nullable String definition, @Nullable String release, @Nullable String secret) {
            this.definition = definition;
            this.release = release;
            this.secret = secret;
        }

        @Override
        public Optional<GenericKubernetesResource> custom(
                String apiVersion, String kind, String plural, String namespace, String name) {
            return read(release == null ? null : release.replace("name: loki", "name: " + name));
        }

        @Override
        public Optional<GenericKubernetesResource> secretObject(String namespace, String name) {
            return read(secret);
        }

        @Override
        public Optional<GenericKubernetesResource> definition(String name) {
            return read(definition);
        }

        private static Optional<GenericKubernetesResource> read(@Nullable String yaml) {
            return Optional.ofNullable(yaml).map(text -> YAML.unmarshal(text, GenericKubernetesResource.class));
        }
    }
}
