package io.logstack.conformance.expectations.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreInUseTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final Profile PROFILE = Profiles.load(Path.of("profiles/embedded.yaml"), Map.of());

    @Test
    void theSchemaInForceCounts() {
        StoreInUse store = StoreInUse.of(
                config(Map.of(
                        "schema_config",
                        Map.of(
                                "configs",
                                List.of(
                                        Map.of("from", "2024-04-01", "object_store", "filesystem"),
                                        Map.of("from", "2025-01-01", "object_store", "s3"),
                                        Map.of("from", "2030-01-01", "object_store", "gcs"))),
                        "storage_config",
                        Map.of("aws", Map.of("endpoint", "rgw:80", "bucketnames", "a,b")))),
                TODAY);
        assertThat(store.kind()).contains("s3");
        assertThat(store.isS3()).isTrue();
        assertThat(store.endpoint()).contains("rgw:80");
        assertThat(store.buckets()).containsExactly("a", "b");
    }

    @Test
    void withoutKubernetesItsContainersNameWillDo() {
        Profile compose = Profiles.load(
                Path.of("profiles/endpoints.yaml"),
                Map.of(
                        "object-store.url", "http://127.0.0.1:9000",
                        "object-store.service", "minio",
                        "object-store.port", "9001"));
        assertThat(StoreAddress.expected(compose, Optional.empty()))
                .contains(new StoreAddress("minio", 9001), new StoreAddress("127.0.0.1", 9000));
        assertThat(StoreAddress.expected(PROFILE, Optional.empty()))
                .extracting(StoreAddress::host)
                .doesNotContain("rook-ceph-rgw-storage");
    }

    @Test
    void aConfigurationThatSaysNothingIsNoPass() {
        StoreInUse nothing = StoreInUse.of(config(Map.of("target", "all")), TODAY);
        assertThat(LokiOnObjectStoreIT.findings(
                        nothing, StoreAddress.expected(PROFILE, Optional.empty()), "loki-chunks", "here"))
                .hasSize(3)
                .extracting(Finding::holds)
                .containsOnly(false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rook-ceph-rgw-storage.storage",
                "rook-ceph-rgw-storage.storage.svc:80",
                "http://rook-ceph-rgw-storage.storage.svc.cluster.local",
                "http://ROOK-ceph-rgw-storage.storage.svc.cluster.local:80",
                "http://127.0.0.1:9000"
            })
    void theServiceHasSeveralNames(String endpoint) {
        assertThat(StoreAddress.expected(PROFILE, Optional.of("http://127.0.0.1:9000")))
                .contains(StoreAddress.of(endpoint).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rook-ceph-rgw-storage.storage:8080",
                "https://rook-ceph-rgw-storage.storage",
                "s3.amazonaws.com",
                "rook-ceph-rgw-other.storage"
            })
    void anotherStoreIsNotTheExpectedOne(String endpoint) {
        assertThat(StoreAddress.expected(PROFILE, Optional.empty()))
                .doesNotContain(StoreAddress.of(endpoint).orElseThrow());
    }

    @Test
    void whatNamesNoHostIsNoAddress() {
        assertThat(StoreAddress.of("")).isEmpty();
        assertThat(StoreAddress.of("not a host")).isEmpty();
    }

    private static LokiConfig config(Map<String, Object> config) {
        return LokiConfig.read(new StubLoki() {
            @Override
            public Map<String, Object> config() {
                return config;
            }
        });
    }
}
