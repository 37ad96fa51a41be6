package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Level.INFO;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.catalog.Storage;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The bucket's own list says when each object was put, so that it holds the history that a growth takes: what came in the
 * last day and is still there. What retention deleted in that day is not set off against it: it came in a retention ago, and
 * the runbook's alert does not see it either. What the compactor wrote and deleted within the day does not count.
 */
@Storage
@Observe
@Expectation(
        id = "STORAGE-09",
        level = INFO,
        runbook = RunbookSection.ALERT_THRESHOLDS,
        requires = OBJECT_STORE,
        prerequisites = BucketReadWriteIT.class,
        statement = "The bucket grows by less than 10 GB a day",
        remedy =
                "Look for who writes so much: chunks lie under the tenant, index files under index/, and anything else is not "
                        + "Loki's; among Loki's, sum by (namespace) (bytes_over_time({namespace!=\"\"}[1d])) tells the namespace")
public class BucketGrowsSlowlyIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void theLastDayBroughtLessThanTheLimit(ObjectStore store, Profile profile, Evidence evidence) {
        Instant now = Instant.now();
        Instant until = now.plus(profile.timeouts().expectation().dividedBy(2));
        judge(Inventory.take(store, now.minus(DAY), until), now, store.address(), profile, evidence);
    }

    /** What is in the bucket, by when it was put there, and what will be in a week at the growth of the last day. */
    private static Chart chart(Inventory inventory, Instant now) {
        List<Chart.Point> points = new ArrayList<>();
        double total = 0;
        for (Map.Entry<Instant, Long> hour : inventory.bytesByHour().entrySet()) {
            total += hour.getValue();
            points.add(
                    new Chart.Point(seconds(Duration.between(now, hour.getKey().plus(HOUR))), total));
        }
        Chart.Line there = new Chart.Line("there now, by when it was put", points, false);
        Chart.Line projected = new Chart.Line(
                "at the growth of the last day, nothing deleted",
                List.of(
                        new Chart.Point(0, total),
                        new Chart.Point(seconds(WEEK), total + 7.0 * inventory.recentBytes())),
                true);
        return new Chart.Timeline("Bytes in the bucket", "bytes", List.of(there, projected), null, List.of());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    void judge(Inventory inventory, Instant now, String source, Profile profile, Evidence evidence) {
        long limit = profile.capacity().storageGrowth().bytes();
        evidence.measured("objects in the bucket", inventory.objects(), "objects", null, source);
        evidence.measured("bytes in the bucket", inventory.bytes(), "bytes", null, source);
        evidence.measured(
                "oldest object",
                inventory.oldest().map(Instant::toString).orElse("none"),
                "",
                "a day old at least",
                source);
        evidence.measured(
                "bytes put within the last day and still there",
                inventory.recentBytes(),
                "bytes",
                "< " + limit,
                source + ", by the objects' dates");
        if (!inventory.bytesByHour().isEmpty()) {
            evidence.chart(chart(inventory, now));
        }
        assertThat(new Finding(
                        inventory.recentBytes() < limit,
                        "less than " + limit + " bytes put within the last day",
                        inventory.recentBytes() + " bytes",
                        source))
                .orElse(getClass())
                .holds();
        Instant oldest = inventory
                .oldest()
                .orElseThrow(() -> new InconclusiveException(
                        "The bucket holds nothing yet; its growth can be judged a day after Loki's first object.",
                        null));
        if (oldest.isAfter(now.minus(DAY))) {
            throw new InconclusiveException(
                    "The bucket's oldest object is of " + oldest + ", so that there is no day to judge yet.",
                    oldest.plus(DAY));
        }
    }
}
