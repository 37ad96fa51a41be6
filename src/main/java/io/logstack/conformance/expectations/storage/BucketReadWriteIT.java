package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.TestObjects;
import io.logstack.conformance.workload.Workload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Storage
@Probe
@Expectation(
        id = "STORAGE-03",
        level = MUST,
        runbook = RunbookSection.S3_STORAGE_ISSUES,
        requires = OBJECT_STORE,
        creates = Creation.TEST_OBJECTS,
        prerequisites = {CredentialsSecretIT.class, StoreEndpointsReadyIT.class},
        statement =
                "With Loki's credentials the bucket can be listed, and an object put, read back unaltered, and deleted",
        remedy = "Check Ceph with 'kubectl -n storage exec deploy/rook-ceph-tools -- ceph status' and the RGW with "
                + "'kubectl get svc -n storage rook-ceph-rgw-storage', then endpoint, bucket and keys in Loki's values")
public class BucketReadWriteIT {
    /** Requests that the object is needed for, one after the other: put, list, get, delete. */
    private static final int REQUESTS = 4;

    private static final int LENGTH = 64 * 1024;

    @Test
    void listPutReadDelete(ObjectStore store, Profile profile, Workload workload, Evidence evidence) {
        String source = store.address();
        int listed = store.list("", 1).size();
        evidence.measured("bucket can be listed, objects on the first page of one", listed, "objects", null, source);

        byte[] content = new byte[LENGTH];
        new Random(workload.seed()).nextBytes(content);
        Duration use = profile.timeouts().request().multipliedBy(REQUESTS).plusSeconds(1);
        String key = TestObjects.key(workload.run(), Instant.now().plus(use), "STORAGE-03");
        store.put(key, content);
        List<String> there = keys(store, key);
        evidence.measured("the object in the list", there.toString(), "", "= [" + key + "]", source);
        byte[] read = store.get(key);
        evidence.measured("SHA-256 read back", sha256(read), "", "= " + sha256(content), source + ", " + key);
        store.delete(key);
        List<String> left = keys(store, key);
        evidence.measured("objects left after deletion", left.size(), "objects", "= 0", source + ", " + key);

        assertThat(new Finding(
                        Arrays.equals(content, read),
                        content.length + " bytes with SHA-256 " + sha256(content),
                        read.length + " bytes with SHA-256 " + sha256(read),
                        source + ", " + key))
                .orElse(getClass())
                .holds();
        assertThat(new Finding(there.equals(List.of(key)), "the object put to be listed", there.toString(), source))
                .orElse(getClass())
                .holds();
        assertThat(new Finding(left.isEmpty(), "the object gone after its deletion", left.toString(), source))
                .orElse(getClass())
                .holds();
    }

    private static List<String> keys(ObjectStore store, String prefix) {
        return store.list(prefix, 1).stream().map(ObjectStore.StoredObject::key).toList();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
