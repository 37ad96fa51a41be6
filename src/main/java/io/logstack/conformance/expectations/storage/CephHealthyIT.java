package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.ROOK;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Reads what Rook writes down of Ceph, which needs no {@code exec} into the toolbox. */
@Storage
@Observe
@Expectation(
        id = "STORAGE-07",
        level = MUST,
        runbook = RunbookSection.S3_STORAGE_ISSUES,
        requires = {KUBERNETES, ROOK},
        rights = Right.GET_CEPH,
        statement = "Ceph's health is not HEALTH_ERR, HEALTH_WARN warns with its checks, and its object store is ready",
        remedy =
                "Ask Ceph itself with 'kubectl -n storage exec deploy/rook-ceph-tools -- ceph status', and read the log "
                        + "of Rook's operator")
public class CephHealthyIT {
    /** Rook asks Ceph every minute by default; a health that is older than many of these tells of no present. */
    private static final Duration STALE = Duration.ofMinutes(10);

    @Test
    void healthAndObjectStore(Cluster cluster, Profile profile, Evidence evidence) {
        judge(
                CephState.read(cluster, profile),
                Instant.now(),
                profile.namespaces().storage() + "/" + profile.objectStore().cephCluster(),
                profile.namespaces().storage() + "/" + profile.objectStore().cephObjectStore(),
                evidence);
    }

    static void judge(CephState ceph, Instant now, String cluster, String store, Evidence evidence) {
        String clusterSource = "CephCluster " + cluster;
        String storeSource = "CephObjectStore " + store;
        evidence.measured("health", ceph.health(), "", "HEALTH_OK", clusterSource);
        evidence.measured("checks", ceph.checks().toString(), "", null, clusterSource);
        evidence.measured(
                "health last looked at",
                ceph.checkedAt().map(Instant::toString).orElse("unknown"),
                "",
                "within " + Durations.text(STALE),
                clusterSource);
        evidence.measured("phase", ceph.objectStore(), "", "= Ready", storeSource);

        assertThat(new Finding(ceph.serves(), "HEALTH_OK or HEALTH_WARN", ceph.told(), clusterSource))
                .orElse(CephHealthyIT.class)
                .holds();
        assertThat(new Finding(ceph.objectStoreReady(), "phase Ready", ceph.objectStore(), storeSource))
                .orElse(CephHealthyIT.class)
                .holds();
        if (ceph.checkedAt().filter(at -> at.isAfter(now.minus(STALE))).isEmpty()) {
            throw new InconclusiveException(
                    clusterSource + " says " + ceph.health() + ", but Rook last looked "
                            + ceph.checkedAt().map(at -> "at " + at).orElse("at an unknown time")
                            + ": its operator does not run, or does not reach Ceph.",
                    null);
        }
        if (ceph.warns()) {
            throw new WarningException("expected HEALTH_OK, but found " + ceph.told() + " at " + clusterSource
                    + ". Next: " + Description.of(CephHealthyIT.class).remedy());
        }
    }
}
