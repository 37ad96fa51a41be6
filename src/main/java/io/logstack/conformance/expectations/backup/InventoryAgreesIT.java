package io.logstack.conformance.expectations.backup;

import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Backup;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.storage.BucketReadWriteIT;
import io.logstack.conformance.expectations.storage.Inventory;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.ObjectStore.Statistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Loki goes on writing while its bucket is listed, so the statistics are read before and after: an inventory between the two
 * agrees. One that does not is made again, since what comes and goes in between shows in neither.
 */
@Backup
@Observe
@Expectation(
        id = "BACKUP-02",
        level = SHOULD,
        runbook = RunbookSection.BACKUP_PROCEDURES,
        requires = OBJECT_STORE,
        prerequisites = BucketReadWriteIT.class,
        statement = "A full inventory of the bucket can be made, and agrees with the bucket's statistics",
        remedy =
                "Compare 'radosgw-admin bucket stats --bucket=loki-chunks' with 'radosgw-admin bucket list', check the index "
                        + "with 'radosgw-admin bucket check', and look for multipart uploads that were never completed, which "
                        + "count and are not listed")
public class InventoryAgreesIT {
    @Test
    void theListHoldsWhatTheStatisticsCount(ObjectStore store, Profile profile, Evidence evidence) {
        Instant until = Instant.now().plus(profile.timeouts().expectation().dividedBy(2));
        if (store.statistics().isEmpty()) {
            Inventory alone = Inventory.take(store, Instant.EPOCH, until);
            record(alone, null, store.address(), evidence);
            throw new NotApplicableException(
                    "The object store tells no statistics of the bucket that the list of its "
                            + alone.objects()
                            + " objects could be held against; Ceph's RGW tells them in X-RGW-Object-Count and X-RGW-Bytes-Used.");
        }
        List<Comparison> made = new ArrayList<>();
        var unused = new Look(profile)
                .until(
                        "an inventory that agrees with the statistics",
                        profile.timeouts().settle(),
                        () -> {
                            Statistics before = statistics(store);
                            Inventory inventory = Inventory.take(store, Instant.EPOCH, until);
                            made.add(new Comparison(before, inventory, statistics(store)));
                            return made;
                        },
                        InventoryAgreesIT::decided);
        judge(made, store.address(), evidence);
    }

    private static Statistics statistics(ObjectStore store) {
        return store.statistics()
                .orElseThrow(() -> new NoAnswerException(
                        store.address() + " told statistics of the bucket, and then did not any more"));
    }

    /** Whether another look would tell nothing new. */
    private static boolean decided(List<Comparison> made) {
        return last(made).agrees() || isOffTwice(made);
    }

    /** Whether the last two are off, each in a bucket that stood still. */
    private static boolean isOffTwice(List<Comparison> made) {
        return made.size() > 1
                && made.subList(made.size() - 2, made.size()).stream().allMatch(Comparison::isOffInAStillBucket);
    }

    private static Comparison last(List<Comparison> made) {
        return made.get(made.size() - 1);
    }

    void judge(List<Comparison> made, String source, Evidence evidence) {
        Comparison last = last(made);
        record(last.inventory(), last, source, evidence);
        evidence.measured("inventories made", made.size(), "", null, source);
        String found =
                last.inventory().objects() + " objects and " + last.inventory().bytes() + " bytes in the list";
        String counted = last.objectsOwed() + " objects and " + last.bytesOwed() + " bytes by the statistics";
        if (!last.agrees() && !isOffTwice(made) && !made.stream().allMatch(Comparison::isOff)) {
            throw new InconclusiveException(
                    "In " + made.size()
                            + " attempts no list agreed with the statistics, and the bucket changed by as much as "
                            + "they differ while it was listed: " + found + ", " + counted
                            + ". It can be judged when less is written.",
                    null);
        }
        assertThat(new Finding(last.agrees(), counted, found, source))
                .orElse(getClass())
                .holds();
        if (last.inventory().objects() == 0) {
            throw new InconclusiveException(
                    "List and statistics agree that the bucket is empty; it can be judged once Loki has written its first "
                            + "object.",
                    null);
        }
    }

    private static void record(Inventory inventory, @Nullable Comparison comparison, String source, Evidence evidence) {
        evidence.measured(
                "objects listed",
                inventory.objects(),
                "objects",
                comparison == null ? null : "= " + comparison.objectsOwed(),
                source);
        evidence.measured(
                "bytes listed",
                inventory.bytes(),
                "bytes",
                comparison == null ? null : "= " + comparison.bytesOwed(),
                source);
    }
}
