package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Stack;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Storage
@Observe
@Expectation(
        id = "STORAGE-05",
        level = MUST,
        runbook = RunbookSection.OVERVIEW,
        requires = LOKI,
        prerequisites = LokiReadyIT.class,
        statement = "Loki runs with S3 as its object store, at the expected endpoint and bucket",
        remedy =
                "Set loki.storage in the HelmRelease's values to S3 with the ObjectBucketClaim's endpoint and bucket, and "
                        + "reconcile it with 'flux reconcile helmrelease loki -n monitoring'")
public class LokiOnObjectStoreIT {
    @Test
    void theRunningConfigurationNamesTheBucket(Stack stack, Loki loki, Profile profile, Evidence evidence) {
        LokiConfig config = LokiConfig.read(loki);
        StoreInUse store = StoreInUse.of(config, LocalDate.now(ZoneOffset.UTC));
        Set<StoreAddress> addresses = StoreAddress.expected(profile, reached(stack));
        String bucket = profile.objectStore().bucket();
        evidence.measured(
                "object_store of the schema in force", store.kind().orElse("none"), "", "= s3", config.source());
        evidence.measured("endpoint", store.endpoint().orElse("none"), "", "one of " + addresses, config.source());
        evidence.measured("buckets", store.buckets().toString(), "", "= [" + bucket + "]", config.source());
        SoftAssertions.assertSoftly(softly -> findings(store, addresses, bucket, config.source())
                .forEach(finding -> softly.check(
                        () -> assertThat(finding).orElse(getClass()).holds())));
    }

    static List<Finding> findings(StoreInUse store, Set<StoreAddress> addresses, String bucket, String source) {
        return List.of(
                new Finding(store.isS3(), "object_store: s3", store.kind().orElse("none"), source),
                new Finding(
                        store.endpoint()
                                .flatMap(StoreAddress::of)
                                .filter(addresses::contains)
                                .isPresent(),
                        "the endpoint of the profile's object store, one of " + addresses,
                        store.endpoint().orElse("none"),
                        source),
                new Finding(
                        store.buckets().equals(List.of(bucket)),
                        "the bucket " + bucket,
                        store.buckets().toString(),
                        source));
    }

    /** Where the suite finds the store, which is another address than Loki's where it goes through a port-forward. */
    private static Optional<String> reached(Stack stack) {
        return stack.lacks(Capability.OBJECT_STORE).isPresent()
                ? Optional.empty()
                : Optional.of(stack.objectStore().endpoint().toString());
    }
}
