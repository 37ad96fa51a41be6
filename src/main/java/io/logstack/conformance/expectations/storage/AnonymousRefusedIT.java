package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.ObjectStore;
import org.junit.jupiter.api.Test;

/** Where probes are not allowed its prerequisite does not run; then a store that is away, or has no such bucket, fails it. */
@Storage
@Observe
@Expectation(
        id = "STORAGE-04",
        level = MUST,
        runbook = RunbookSection.S3_STORAGE_ISSUES,
        requires = OBJECT_STORE,
        prerequisites = BucketReadWriteIT.class,
        statement = "Without credentials the bucket refuses",
        remedy = "Take the public grant from the bucket's policy and ACL: logs hold what nobody outside should read")
public class AnonymousRefusedIT {
    private static final int SHOWN = 160;

    @Test
    void listingWithoutCredentialsIsForbidden(ObjectStore store, Evidence evidence) {
        Answer answer = store.listAnonymously();
        String source = "S3 at " + store.address() + ", listed without credentials";
        evidence.measured("status", answer.status(), "", "= 403", source);
        String words = answer.body().strip();
        String found = "status " + answer.status() + " and '"
                + (words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…") + "'";
        assertThat(new Finding(answer.status() == 403, "status 403", found, source))
                .orElse(getClass())
                .holds();
    }
}
