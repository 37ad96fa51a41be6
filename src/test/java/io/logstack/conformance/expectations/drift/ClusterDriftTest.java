package io.logstack.conformance.expectations.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.ObjectStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DRIFT-06, 09 and 10: what the runbook expects of Secret, HelmRelease and object store. */
class ClusterDriftTest {
    private static final String SECRET = "kubectl get secret -n monitoring loki-s3-credentials -o yaml";
    private static final String PATCH = "kubectl patch helmrelease loki -n monitoring --type='merge' "
            + "-p='{\"spec\":{\"values\":{\"%s\":{\"resources\":{\"limits\":{\"memory\":\"4Gi\"}}}}}}'";
    private static final String S3_POD =
            "kubectl run s3-test --namespace=monitoring --image=amazon/aws-cli:latest -- s3 ls --endpoint-url=http://rgw";
    private static final Map<String, Object> DECLARED = Map.of(
            "gateway", Map.of("resources", Map.of()),
            "singleBinary",
                    Map.of("resources", Map.of("requests", Map.of("cpu", "0.5"), "limits", Map.of("memory", "4Gi"))));

    @TempDir
    private Path directory;

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void aSecretWithoutTheRetention() {
        assertThatThrownBy(() -> retention(
                        "# Check current retention policy", Optional.of(Map.of("KEY", new byte[1])), period()))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("[KEY]", "retention_period: 1w", "/config");
    }

    @Test
    void aSecretWithItOrACommandForOtherThingsIsNoDrift() {
        retention("# Check current retention policy", Optional.of(Map.of("RETENTION_PERIOD", new byte[1])), Map.of());
        retention("# Check the credentials", Optional.of(Map.of("KEY", new byte[1])), period());
    }

    @Test
    void withoutSecretOrConfigurationThereIsNothingToCompare() {
        assertInconclusive(() -> retention("# Check current retention policy", Optional.empty(), period()));
        assertInconclusive(
                () -> retention("# Check current retention policy", Optional.of(Map.of("KEY", new byte[1])), Map.of()));
    }

    @Test
    void aPatchOfValuesThatTheChartDoesNotRead() {
        assertThatThrownBy(() -> patch("loki", Optional.of(DECLARED), running("500m", "4Gi")))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("spec.values.singleBinary.resources", "not at spec.values.loki.resources");
    }

    @Test
    void aPatchOfThoseThatItReadsIsNoDrift() {
        patch("singleBinary", Optional.of(DECLARED), running("500m", "4Gi"));
        patch(
                "gateway",
                Optional.of(Map.of()),
                running("500m", "4Gi"),
                "{\"spec\":{\"values\":{\"gateway\":{\"replicas\":3}}}}");
    }

    @Test
    void whatRunsOtherwiseThanDeclaredTellsNoPath() {
        assertInconclusive(() -> patch("loki", Optional.of(DECLARED), running("500m", "8Gi")));
        assertInconclusive(() -> patch("loki", Optional.of(Map.of()), running("500m", "4Gi")));
        assertInconclusive(() -> patch("loki", Optional.empty(), running("500m", "4Gi")));
        assertInconclusive(() -> patch("loki", Optional.of(DECLARED), Optional.empty()));
        assertInconclusive(() -> patch("loki", Optional.of(DECLARED), Optional.of(set(Map.of(), Map.of()))));
    }

    @Test
    void aPodWithoutCredentialsIsRefused() {
        assertThatThrownBy(() -> s3(S3_POD, 403))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("has no credentials", "403");
    }

    @Test
    void aPodWithCredentialsOrAStoreThatAsksForNoneIsNoDrift() {
        s3(S3_POD.replace("--image", "--env=AWS_ACCESS_KEY_ID=x --image"), 403);
        s3(S3_POD, Stubbed.answer(200, "<ListBucketResult><Name>loki-chunks</Name></ListBucketResult>"));
    }

    @Test
    void aSickStoreTellsNothingOfCredentials() {
        assertInconclusive(() -> s3(S3_POD, 503));
        assertInconclusive(() -> s3(S3_POD, 404));
        assertInconclusive(() -> s3(S3_POD, 200));
    }

    private void retention(String comment, Optional<Map<String, byte[]>> secret, Map<String, Object> config) {
        new RetentionInSecretIT()
                .theSecretHoldsTheRetention(
                        Stubbed.part(Cluster.class, Map.of("secret", args -> secret)),
                        Stubbed.part(Loki.class, Map.of("config", args -> config)),
                        Stubbed.runbook(directory, Stubbed.block(comment, SECRET)),
                        evidence);
    }

    private static Map<String, Object> period() {
        return Map.of("limits_config", Map.of("retention_period", "1w"));
    }

    private void patch(String group, Optional<Map<String, Object>> values, Optional<StatefulSet> running) {
        patch(group, values, running, "");
    }

    private void patch(
            String group, Optional<Map<String, Object>> values, Optional<StatefulSet> running, String otherPatch) {
        String command = otherPatch.isEmpty()
                ? PATCH.formatted(group)
                : "kubectl patch helmrelease loki -n monitoring -p='" + otherPatch + "'";
        new ResourcesPatchIT()
                .thePatchedValuesAreThoseThatRun(
                        Stubbed.part(
                                Cluster.class,
                                Map.of(
                                        "custom", args -> values.map(ClusterDriftTest::release),
                                        "statefulSet", args -> running)),
                        Stubbed.runbook(directory, Stubbed.block(command)),
                        evidence);
        assertThat(evidence.values()).containsKey("places where the runbook says it");
    }

    private static GenericKubernetesResource release(Map<String, Object> values) {
        GenericKubernetesResource release = new GenericKubernetesResource();
        release.setAdditionalProperty("spec", Map.of("values", values));
        return release;
    }

    private static Optional<StatefulSet> running(String cpu, String memory) {
        return Optional.of(set(Map.of("cpu", new Quantity(cpu)), Map.of("memory", new Quantity(memory))));
    }

    private static StatefulSet set(Map<String, Quantity> requests, Map<String, Quantity> limits) {
        return new StatefulSetBuilder()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("loki")
                .withNewResources()
                .withRequests(requests)
                .withLimits(limits)
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private void s3(String command, int status) {
        s3(command, Stubbed.answer(status, ""));
    }

    private void s3(String command, Answer answer) {
        new AnonymousProbeIT()
                .itIsNotRefused(
                        Stubbed.part(ObjectStore.class, Map.of("listAnonymously", args -> answer)),
                        Stubbed.runbook(directory, Stubbed.block(command)),
                        evidence);
    }

    private static void assertInconclusive(ThrowingCallable judged) {
        assertThatThrownBy(judged).isInstanceOf(InconclusiveException.class);
    }
}
