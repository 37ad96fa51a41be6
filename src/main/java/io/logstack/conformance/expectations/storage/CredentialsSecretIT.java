package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Storage
@Observe
@Expectation(
        id = "STORAGE-02",
        level = MUST,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = KUBERNETES,
        rights = Right.GET_CREDENTIALS,
        statement = "The Secret with the S3 credentials exists and its keys are not empty",
        remedy =
                "Look which keys it has with 'kubectl describe secret -n monitoring loki-s3-credentials', and restore it "
                        + "from loki-secrets-backup.yaml")
public class CredentialsSecretIT {
    @Test
    void bothKeysHoldSomething(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        String name = profile.objectStore().secret();
        String source = "Secret " + namespace + "/" + name;
        Optional<Map<String, byte[]>> secret = cluster.secret(namespace, name);
        evidence.measured("Secret exists", secret.isPresent(), "", "= true", source);
        Map<String, byte[]> data = secret.orElseThrow(
                () -> assertThat(new Finding(false, "a Secret with the S3 credentials", "no such Secret", source))
                        .orElse(getClass())
                        .violation());
        List<String> keys = List.of(
                profile.objectStore().accessKeyField(), profile.objectStore().secretKeyField());
        // Whether there is something, never what, nor how long it is.
        List<String> empty = keys.stream().filter(key -> isBlank(data.get(key))).toList();
        keys.forEach(key ->
                evidence.measured("key " + key + " holds something", !empty.contains(key), "", "= true", source));
        assertThat(new Finding(empty.isEmpty(), "the keys " + keys, "missing or empty: " + empty, source))
                .orElse(getClass())
                .holds();
    }

    private static boolean isBlank(byte @org.jspecify.annotations.Nullable [] value) {
        return value == null || new String(value, StandardCharsets.UTF_8).isBlank();
    }
}
